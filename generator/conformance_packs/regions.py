"""Each theme as packs: Regions of a partition that have the same rules share one.

https://docs.aws.amazon.com/config/latest/developerguide/managing-rules-by-region-availability.html
"""

import json
from collections.abc import Mapping
from functools import cache

from generator.conformance_packs.pack import FOLDER, Pack
from generator.conformance_packs.themes import Theme, themes
from generator.knowledge.config_rules import described_regions, managed_rule
from generator.knowledge.regions import partition_of
from generator.model import Control

FIRST = "us-east-1"
"""Its pack, which has the most rules, has the name of the theme alone."""
INDEX = f"{FOLDER}/regions.json"


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack, by theme and Region."""
    return tuple(pack for theme in themes().values() for pack in _of(theme))


def files() -> Mapping[str, str]:
    """The text of each pack by its path, and the index: the pack of each Region, by theme."""
    index: dict[str, dict[str, str]] = {name: {} for name in themes()}
    for pack in packs():
        index[pack.theme.name] |= dict.fromkeys(pack.regions, f"{pack.name}.yaml")
    told = {name: dict(sorted(found.items())) for name, found in index.items()}
    return {**{pack.path: pack.text for pack in packs()}, INDEX: json.dumps(told, indent=2) + "\n"}


def _of(theme: Theme) -> list[Pack]:
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for region in sorted(described_regions()):
        held = tuple(control.identifier for control in theme.controls if _has(region, control))
        if held:
            groups.setdefault((partition_of(region).name, held), []).append(region)
    known = {control.identifier: control for control in theme.controls}
    return [
        Pack(_name(theme, regions), theme, tuple(known[each] for each in held), partition, tuple(regions))
        for (partition, held), regions in groups.items()
    ]


def _name(theme: Theme, regions: list[str]) -> str:
    return theme.name if FIRST in regions else f"{theme.name}-{regions[0]}"


def _has(region: str, control: Control) -> bool:
    return not control.managed or region not in managed_rule(control.identifier).missing_regions()
