"""Every method the workspace answers, with the scope it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.workspace.methods import agents, apps, chat, conversations, views
from bot.workspace.methods.call import Answer, Call


@dataclass(frozen=True, slots=True)
class Method:
    """What answers a method; an empty scope is none, or one that depends on the room."""

    answer: Callable[[Call], Answer]
    scope: str = ""


METHODS: Final[Mapping[str, Method]] = {
    "api.test": Method(apps.api_test),
    "auth.test": Method(apps.auth_test),
    "apps.connections.open": Method(apps.connections_open),
    "team.info": Method(apps.team_info, "team:read"),
    "bots.info": Method(apps.bots_info, "users:read"),
    "users.info": Method(apps.users_info, "users:read"),
    "users.list": Method(apps.users_list, "users:read"),
    "users.conversations": Method(conversations.of_user),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.permalink),
    "conversations.list": Method(conversations.listing),
    "conversations.info": Method(conversations.info),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.opened, "im:write"),
    "conversations.history": Method(conversations.history),
    "conversations.replies": Method(conversations.replies),
    "reactions.add": Method(apps.reaction_add, "reactions:write"),
    "reactions.remove": Method(apps.reaction_remove, "reactions:write"),
    "views.open": Method(views.open_view),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
    "views.publish": Method(views.publish),
    "assistant.threads.setStatus": Method(agents.status, "assistant:write"),
    "assistant.threads.setTitle": Method(agents.title, "assistant:write"),
    "assistant.threads.setSuggestedPrompts": Method(agents.suggested_prompts, "assistant:write"),
    "agents.sessions.setStatus": Method(agents.session_status, "chat:write"),
    "agents.sessions.rename": Method(agents.session_rename, "chat:write"),
}
