"""Who may talk to the workspace: programs on this computer, and its own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

HOSTS = frozenset({"127.0.0.1", "localhost"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign host names (DNS rebinding) and requests that another site's page makes."""
    host = request.headers.get("Host", "")
    if urlsplit(f"//{host}").hostname not in HOSTS:
        return web.Response(status=403, text="This workspace answers only to 127.0.0.1.")
    origin = request.headers.get("Origin")
    if origin is not None and (request.method != "GET" or request.path == "/link/") and origin != f"http://{host}":
        return web.Response(status=403, text="This came from another site.")
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and request.method != "GET":
        return web.Response(status=403, text="This came from another site.")
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
    return response
