"""A rehearsal: everything the bot can say, said once to nobody, so that a mistake is found before it is heard."""

from bot.rehearsal.rehearse import rehearse

__all__ = ["rehearse"]
