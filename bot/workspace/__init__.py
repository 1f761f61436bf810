"""A local Slack-compatible workspace: Web API, Socket Mode and a page to type at."""

from __future__ import annotations

from bot.workspace.ack import Ack
from bot.workspace.clock import Clock, HandClock, Moment, TravelClock
from bot.workspace.faults import EVENT, Faults, Storm, Trouble
from bot.workspace.pace import Pace
from bot.workspace.site import Channel, Person, Site, small_site
from bot.workspace.state import State
from bot.workspace.workspace import Workspace, open_workspace

__all__ = [
    "EVENT",
    "Ack",
    "Channel",
    "Clock",
    "Faults",
    "HandClock",
    "Moment",
    "Pace",
    "Person",
    "Site",
    "State",
    "Storm",
    "TravelClock",
    "Trouble",
    "Workspace",
    "open_workspace",
    "small_site",
]
