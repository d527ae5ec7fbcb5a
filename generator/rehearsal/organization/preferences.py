"""How many accounts an operation works on at a time, how many may fail, and in which order of Regions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from generator.rehearsal.api_call import Call
from generator.rehearsal.organization.quotas import CONCURRENT_INSTANCES

INVALID: Final = "ValidationError"


def check(call: Call, regions: Sequence[str]) -> dict[str, Any]:
    """The request's preferences, with the defaults that the API then shows; refused where two exclude each other."""
    given = dict(call.parameters.get("OperationPreferences") or {})
    for first, second in (
        ("FailureToleranceCount", "FailureTolerancePercentage"),
        ("MaxConcurrentCount", "MaxConcurrentPercentage"),
    ):
        if first in given and second in given:
            raise call.refuse(INVALID, f"Only one of {first} and {second} can be specified")
    order = list(given.get("RegionOrder") or ())
    if len(set(order)) < len(order):
        raise call.refuse(INVALID, "RegionOrder must not have duplicates")
    missing = [region for region in regions if region not in order] if order else []
    if missing:
        raise call.refuse(INVALID, f"RegionOrder must have all Regions of the operation: {missing[0]} is missing")
    strict = given.get("ConcurrencyMode", "STRICT_FAILURE_TOLERANCE") == "STRICT_FAILURE_TOLERANCE"
    counts = {"MaxConcurrentCount", "FailureToleranceCount"} <= given.keys()
    if strict and counts and given["MaxConcurrentCount"] > given["FailureToleranceCount"] + 1:
        raise call.refuse(INVALID, "MaxConcurrentCount can be at most one more than the FailureToleranceCount")
    return given


def tolerance(preferences: Mapping[str, Any], total: int) -> int:
    """How many of a Region's ``total`` accounts may fail."""
    if "FailureTolerancePercentage" in preferences:
        return total * int(preferences["FailureTolerancePercentage"]) // 100
    return int(preferences.get("FailureToleranceCount", 0))


def concurrency(preferences: Mapping[str, Any], total: int, failures: int) -> int:
    """How many of a Region's ``total`` accounts are worked on at a time after so many ``failures``; 0 ends the Region."""
    if "MaxConcurrentPercentage" in preferences:
        most = max(1, total * int(preferences["MaxConcurrentPercentage"]) // 100)
    else:
        most = int(preferences.get("MaxConcurrentCount", 1))
    allowed = tolerance(preferences, total)
    if failures > allowed:
        return 0
    if preferences.get("ConcurrencyMode", "STRICT_FAILURE_TOLERANCE") == "STRICT_FAILURE_TOLERANCE":
        most = min(most, allowed + 1 - failures)
    return min(most, CONCURRENT_INSTANCES)
