"""Marks that templates leave in a text and the page takes out again, last of all."""

import re

AS_IS = ("\ue000", "\ue001")
"""Marks around words that keep their script whatever the language: prints, and what someone typed."""
MENTION = ("\ue002", "\ue003")
"""Marks around a user's id, which becomes a mention after everything else was escaped."""
CHANNEL = ("\ue004", "\ue005")
"""Marks around a channel's id, which becomes a link to it in the same way."""
STAR = "\ue006"
"""An asterisk that means itself, and no bold."""
MARKS = re.compile("[\ue000-\ue006]")
