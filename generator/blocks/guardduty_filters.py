"""Suppression rules of GuardDuty: findings that are archived as they come, and told to nobody.

https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html
https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_filter-findings.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, Not, Ref, Split, Sub, guardduty

from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.guardduty_detector import DETECTOR, HAS_DETECTOR
from generator.model import Condition, Element, Parameter

GROUP = "GuardDuty suppression"
TYPES, SCANNERS, LOW = "GuardDutySuppressedTypes", "GuardDutyScannerImageIds", "GuardDutyLowSuppression"
TYPE = "[A-Za-z]+:[A-Za-z0-9]+/[A-Za-z0-9.!&-]+"
SCANNED = "Recon:EC2/Portscan"


def filter_parameters() -> Iterator[Element]:
    """Nothing is suppressed unless they say so."""
    yield Parameter(
        name=TYPES,
        description="Types of findings to archive, whatever they are about, separated by commas. Empty archives none.",
        label="Suppressed types",
        group=GROUP,
        default="",
        allowed_pattern=f"^({TYPE}(,{TYPE})*)?$",
        constraint="Types such as Recon:EC2/PortProbeUnprotectedPort, separated by commas without spaces, or nothing.",
    )
    yield Parameter(
        name=SCANNERS,
        description=f"Images of your vulnerability scanners, separated by commas: their findings {SCANNED} are archived.",
        label="Images of scanners",
        group=GROUP,
        default="",
        allowed_pattern="^(ami-[a-f0-9]{8,17}(,ami-[a-f0-9]{8,17})*)?$",
        constraint="Image ids such as ami-0123456789abcdef0, separated by commas without spaces, or nothing.",
    )
    yield Parameter(
        name=LOW,
        description="ENABLED archives findings of severity LOW as they come; they are neither told nor exported.",
        label="Suppression of severity LOW",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "ENABLED"),
    )


def filters() -> Iterator[Element]:
    """A rule for each of the parameters that is used."""
    yield from _filter(
        "SuppressedTypes", Not(Equals(Ref(TYPES), "")), {"type": {"Equals": Split(",", Ref(TYPES))}}, "suppressed-types"
    )
    yield from _filter(
        "Scanners",
        Not(Equals(Ref(SCANNERS), "")),
        {
            "type": {"Equals": [SCANNED]},
            "resource.instanceDetails.imageId": {"Equals": Split(",", Ref(SCANNERS))},
        },
        "scanners",
    )
    yield from _filter("LowFindings", Equals(Ref(LOW), "ENABLED"), {"severity": {"LessThan": 4}}, "low-findings")


def _filter(thing: str, chosen: Any, criterion: dict[str, Any], name: str) -> Iterator[Element]:
    condition = f"SuppressesGuardDuty{thing}"
    yield Condition(condition, And({"Condition": HAS_DETECTOR}, chosen))
    yield guardduty.Filter(
        f"GuardDutyFilterFor{thing}",
        Condition=condition,
        DetectorId=DETECTOR,
        Name=Sub(f"${{{NAME_PREFIX}}}-{name}"),
        Action="ARCHIVE",
        FindingCriteria=guardduty.FindingCriteria(Criterion=criterion),
    )
