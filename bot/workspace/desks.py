"""The desks at which people do things."""

from __future__ import annotations

from bot.workspace.app_home import AppHome
from bot.workspace.channels import Channels
from bot.workspace.interactions import Interactions
from bot.workspace.modals import Modals
from bot.workspace.office import Office
from bot.workspace.street import Street


class Desks:
    """One desk for each kind of thing: words, channels, elements, modals, the app's own place."""

    def __init__(self, office: Office) -> None:
        self.street = Street(office)
        self.channels = Channels(office)
        self.interactions = Interactions(office)
        self.modals = Modals(office, self.interactions)
        self.app_home = AppHome(office)
