"""The Macie session of an account in a Region, in the place of moto's: there it is on from the start and cannot be paused.

https://docs.aws.amazon.com/macie/latest/APIReference/macie.html
"""

from datetime import UTC, datetime
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "macie session"


def get_session(call: Call) -> Answer:
    """The session, paused or not; where Macie was never enabled the service answers with a refusal."""
    return _session(call)


def enable(call: Call) -> Answer:
    """Once, also where the session is paused."""
    session = call.account.store(STORE)
    if session:
        raise call.refuse("ConflictException", "Macie has already been enabled")
    now = datetime.now(UTC)
    session.update(createdAt=now, updatedAt=now, status=call.parameters.get("status", "ENABLED"))
    return {}


def update_session(call: Call) -> Answer:
    """Pause it, or let it go on."""
    _session(call)["status"] = call.parameters["status"]
    return {}


def disable(call: Call) -> Answer:
    """Forget all of it."""
    _session(call).clear()
    return {}


def _session(call: Call) -> dict[str, Any]:
    session = call.account.store(STORE)
    if not session:
        raise call.refuse("AccessDeniedException", "Macie is not enabled.")
    return session


DOUBLES: Final = {
    ("macie2", "GetMacieSession"): get_session,
    ("macie2", "EnableMacie"): enable,
    ("macie2", "UpdateMacieSession"): update_session,
    ("macie2", "DisableMacie"): disable,
}
