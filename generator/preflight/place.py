"""One account in one Region, as probes see it: calls that only read, and the articles that would be launched there.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.preflight.answers import NotAnswered, judged
from generator.preflight.launch import Launch
from generator.preflight.session import Caller


@dataclass
class Place:
    """The caller's account in ``region``; ``home`` is the Region of what the account has only once.

    ``asked`` are all Regions of the launch, ``closed`` those of them that the account has not enabled. ``held`` are the physical
    ids of what live stacks of our articles hold. ``allowed`` are the calls of the probe that looks, each as ``service:Operation``:
    what it did not declare, it may not call.
    """

    who: Caller
    region: str
    home: str
    launches: Sequence[Launch]
    asked: tuple[str, ...] = ()
    closed: set[str] = field(default_factory=set)
    held: frozenset[str] = frozenset()
    allowed: tuple[str, ...] = ()
    _answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def account(self) -> str:
        """The account's id."""
        return self.who.account

    @property
    def is_home(self) -> bool:
        """Whether this is the home Region."""
        return self.region == self.home

    def asking(self, parameter: str) -> Iterator[Launch]:
        """The launches whose template asks ``parameter``."""
        return (launch for launch in self.launches if parameter in launch.declared)

    def call(self, service: str, operation: str, *, absent: tuple[str, ...] = (), **given: Any) -> dict[str, Any]:
        """The answer of a call, once for all probes, with the pages of a list joined.

        Raises NotThere for the error codes ``absent``, NotAllowed, NotAnswered, or BadInput for refused credentials.
        """
        name = f"{service}:{operation}"
        if name not in self.allowed:
            raise AssertionError(f"a probe calls {name} without declaring it")
        key = f"{name} {sorted(given.items())}"
        if key not in self._answers:
            self._answers[key] = self._ask(service, operation, absent, given)
        return self._answers[key]

    def _ask(self, service: str, operation: str, absent: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, Any]:
        from botocore import xform_name
        from botocore.exceptions import ClientError, EndpointConnectionError

        try:
            client, method = self.who.client(service, self.region), xform_name(operation)
            if client.can_paginate(method):
                joined: dict[str, Any] = client.get_paginator(method).paginate(**given).build_full_result()
                return joined
            answer: dict[str, Any] = getattr(client, method)(**given)
            return answer
        except ClientError as error:
            raise judged(service, operation, error, absent) from error
        except EndpointConnectionError as error:
            raise NotAnswered(f"{self.region} has no endpoint of {service}") from error


def left_behind(names: Sequence[str], logical_id: str) -> list[str]:
    """The names that CloudFormation gave: it ends them with the logical id and what makes them unique."""
    return [name for name in names if re.search(rf"-{logical_id.lower()}-[a-z0-9]+$", name)]
