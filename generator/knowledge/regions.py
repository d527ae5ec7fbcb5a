"""AWS partitions and Regions: names, DNS suffix, console host, and which Regions an account must opt in to.

A Region that is only a name (botocore's partitions.json lists me-west-1 and sa-west-1, but no endpoint of any service
there) is left out: nothing can be deployed to it, and a link or a StackSet that names it would fail.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.knowledge.unknown import UnknownName


@dataclass(frozen=True, slots=True)
class Region:
    """One AWS Region; ``opt_in`` is true where an account must enable it before use (only in partition ``aws``)."""

    code: str
    name: str
    opt_in: bool
    partition: str
    dns_suffix: str
    console_host: str | None

    @property
    def console_url(self) -> str | None:
        """The console of this Region, ``https://eu-west-1.console.aws.amazon.com``; None where no host is public."""
        return f"https://{self.code}.{self.console_host}" if self.console_host else None


@dataclass(frozen=True, slots=True)
class Partition:
    """One AWS partition; ``dns_suffix`` is what ``AWS::URLSuffix`` gives there, ``console_host`` None if not public."""

    name: str
    dns_suffix: str
    console_host: str | None
    regions: tuple[Region, ...]


@functools.cache
def partitions() -> Mapping[str, Partition]:
    """Every partition by name (``aws``, ``aws-cn``, ...), each with its Regions in order of their codes."""
    found = json.loads(Path(__file__).with_name("partitions.json").read_text("utf-8"))["partitions"]
    return MappingProxyType({name: _partition(name, facts) for name, facts in found.items()})


def partition(name: str) -> Partition:
    """The partition called ``name``; UnknownName if there is none."""
    known = partitions()
    if name not in known:
        raise UnknownName.among("partition", name, known)
    return known[name]


def region(code: str) -> Region:
    """The Region with this code (``eu-west-1``); UnknownName if there is none."""
    known = _regions()
    if code not in known:
        raise UnknownName.among("Region", code, known)
    return known[code]


def partition_of(code: str) -> Partition:
    """The partition that the Region with this code belongs to; UnknownName if there is no such Region."""
    return partitions()[region(code).partition]


def regions_of(name: str) -> tuple[Region, ...]:
    """The Regions of the partition called ``name``, in order of their codes; UnknownName if there is none."""
    return partition(name).regions


@functools.cache
def _regions() -> Mapping[str, Region]:
    return {each.code: each for found in partitions().values() for each in found.regions}


def _partition(name: str, facts: Mapping[str, Any]) -> Partition:
    suffix, host = facts["dns_suffix"], facts["console_host"]
    members = (Region(code, it["name"], it["opt_in"], name, suffix, host) for code, it in facts["regions"].items())
    return Partition(name, suffix, host, tuple(members))
