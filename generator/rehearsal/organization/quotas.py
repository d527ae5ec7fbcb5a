"""What StackSets allow: numbers, each with the page that says so.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
"""

from dataclasses import dataclass
from typing import Final

from generator.knowledge.limits import (
    STACK_SET_INSTANCES,
    STACK_SETS,
    STACKS,
    TEMPLATE_BODY_BYTES,
    TEMPLATE_OBJECT_BYTES,
)

UNITS_PER_REQUEST: Final = 50
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html"""
CONCURRENT_INSTANCES: Final = 100
"""Stack instances that one stack set works on at a time (stacksets-concepts)."""


@dataclass(frozen=True)
class Quotas:
    """Those of an organization; a test lowers one to come near it."""

    stack_sets: int = STACK_SETS
    """In an administrator account."""
    instances: int = STACK_SET_INSTANCES
    """In a stack set."""
    stacks: int = STACKS
    """In an account and Region."""
    template_body: int = TEMPLATE_BODY_BYTES
    template_object: int = TEMPLATE_OBJECT_BYTES
