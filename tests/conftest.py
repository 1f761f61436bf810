"""How the tests that try many things are tried: seeded and few by default, many in `make soak`."""

from __future__ import annotations

import os

from hypothesis import settings

SOAK = bool(os.environ.get("KWAI_SOAK"))

settings.register_profile("seeded", derandomize=True, deadline=None, max_examples=200)
settings.register_profile("soak", deadline=None, max_examples=20_000)
settings.load_profile("soak" if SOAK else "seeded")
