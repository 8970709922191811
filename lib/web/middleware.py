"""All middleware of the server in order, from the outside in."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.types import Scope

from lib.access.door import Door
from lib.access.rights import Right
from lib.sheets.convert.files import LARGEST_TABLE_FILE
from lib.web import under
from lib.web.guard.csp import app_policy
from lib.web.guard.gate import Gate, marked_scope
from lib.web.guard.headers import SecurityHeaders
from lib.web.guard.hosts import host_names
from lib.web.guard.limits import RateLimits
from lib.web.guard.request_meter import Limits, RequestMeter
from lib.web.guard.requester import RequesterMiddleware, ask_door, requester_of
from lib.web.login.passcode import FORMS
from lib.web.login.provider import ProviderLogin
from lib.web.uploads import FORMS as UPLOADS
from lib.web.uploads import PATH as UPLOAD


def middleware(
    door: Door, *, page: str, base: str = "", meter: RequestMeter | None = None, public: Sequence[Middleware] = ()
) -> list[Middleware]:
    """All middleware for this door and the hashed scripts of `page`; `public` answers before a visitor is known."""
    policy = app_policy(page)

    def names() -> frozenset[str]:
        now = door.policy()
        return host_names(now.address, now.hosts)

    async def controls(scope: Scope) -> bool:
        return await ask_door(lambda: requester_of(marked_scope(scope), door).may(Right.CONTROL))

    bodies = {under(base, f"/{UPLOAD}"): LARGEST_TABLE_FILE}
    return [
        Middleware(SecurityHeaders, policy=policy, behind_tls=lambda: door.policy().behind_tls),
        Middleware(RateLimits, meter=meter or RequestMeter(Limits()), bodies=bodies, controls=controls),
        Middleware(Gate, names=names, forms=FORMS | UPLOADS, base=base),
        *public,
        Middleware(RequesterMiddleware, door=door, base=base),
        Middleware(ProviderLogin, forget=door.forget, base=base),
    ]
