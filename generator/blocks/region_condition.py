"""A condition that is true in the Regions that have what a resource needs.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
"""

from collections.abc import Iterable
from typing import Any

from troposphere import Equals, Not, Or, Ref

from generator.model import Condition

# CloudFormation takes two to ten conditions in one Fn::Or.
MOST_IN_OR = 10


def outside_of(name: str, regions: Iterable[str]) -> Condition:
    """A condition that is false in ``regions`` and true in all others; raises ValueError where there are none."""
    tests = [Equals(Ref("AWS::Region"), region) for region in sorted(regions)]
    if not tests:
        raise ValueError(f"{name} would be true in every Region")
    return Condition(name, Not(_any(tests)))


def inside_of(name: str, regions: Iterable[str]) -> Condition:
    """A condition that is true in ``regions`` and false in all others; raises ValueError where there are none."""
    tests = [Equals(Ref("AWS::Region"), region) for region in sorted(regions)]
    if not tests:
        raise ValueError(f"{name} would be true in no Region")
    return Condition(name, _any(tests))


def _any(tests: list[Any]) -> Any:
    while len(tests) > 1:
        tests = [_or(tests[start : start + MOST_IN_OR]) for start in range(0, len(tests), MOST_IN_OR)]
    return tests[0]


def _or(tests: list[Any]) -> Any:
    return Or(*tests) if len(tests) > 1 else tests[0]
