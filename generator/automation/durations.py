"""How long ``aws:sleep`` waits.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_DURATION = re.compile(r"P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_LONGEST = 604_799
"""Seconds; one second less than seven days."""


def seconds_until(inputs: Mapping[str, Any], now: float) -> float:
    """Seconds of a Duration, or from ``now`` (seconds since the epoch) to a Timestamp; ValueError if it is neither."""
    if "Duration" in inputs:
        match = _DURATION.fullmatch(inputs["Duration"])
        if not match:
            raise ValueError(f"Duration {inputs['Duration']!r} is not an ISO 8601 duration")
        days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
        wait = float(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
        if wait > _LONGEST:
            raise ValueError(f"Duration {inputs['Duration']} is longer than {_LONGEST} seconds")
        return wait
    try:
        until = datetime.datetime.fromisoformat(inputs["Timestamp"].replace("Z", "+00:00"))
    except ValueError as error:
        raise ValueError(f"Timestamp {inputs['Timestamp']!r} is not ISO 8601") from error
    if until.tzinfo is None:
        raise ValueError(f"Timestamp {inputs['Timestamp']!r} has no time zone")
    return max(0.0, until.timestamp() - now)
