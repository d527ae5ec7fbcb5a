"""Long answers in pages.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_api-pagination.html
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from generator.rehearsal.api_call import Answer, Call

FRONT: Final = "page-"

T = TypeVar("T")


def page(call: Call, name: str, items: Iterable[T], size: int, answer: Callable[[T], Any], code: str) -> Answer:
    """One page of ``items`` as member ``name``, at most ``size`` of them, each turned into what the API says only if it is on the page."""
    token = str(call.parameters.get("NextToken") or f"{FRONT}0")
    number = token.removeprefix(FRONT)
    if not token.startswith(FRONT) or not number.isdigit():
        raise call.refuse(code, f"The NextToken {token} is not valid")
    start = int(number)
    most = min(int(call.parameters.get("MaxResults") or size), size)
    end = start + most + 1
    wanted = list(items[start:end] if isinstance(items, Sequence) else islice(items, start, end))
    found: dict[str, Any] = {name: [answer(item) for item in wanted[:most]]}
    if len(wanted) > most:
        found["NextToken"] = f"{FRONT}{start + most}"
    return found
