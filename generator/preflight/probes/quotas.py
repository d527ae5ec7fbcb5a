"""Whether rules, documents and roles that a launch adds have room.

https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html
https://docs.aws.amazon.com/general/latest/gr/ssm.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
"""

from collections.abc import Iterator
from typing import Final

from generator.knowledge import limits
from generator.preflight.finding import Finding, Level
from generator.preflight.named import names_of
from generator.preflight.place import Place
from generator.preflight.probe import Probe

NEAR: Final = 0.9
REGIONAL: Final = {
    "AWS::Config::ConfigRule": ("rules", "ConfigRuleName", limits.CONFIG_RULES),
    "AWS::SSM::Document": ("documents", "Name", limits.DOCUMENTS),
}
ROLE: Final = "AWS::IAM::Role"


def look(place: Place) -> Iterator[Finding]:
    for type_name, (noun, name_property, most) in REGIONAL.items():
        new = _new(place, type_name, name_property)
        if new:
            yield from _room(noun, len(names_of(place, type_name)), len(new), most)
    new = _new(place, ROLE, "RoleName")
    if new:
        summary = place.call("iam", "GetAccountSummary")["SummaryMap"]
        yield from _room("roles", summary["Roles"], len(new), summary["RolesQuota"])


def _new(place: Place, type_name: str, name_property: str) -> set[str]:
    return {
        name
        for launch in place.launches
        for logical_id, name in launch.named(type_name, name_property).items()
        if launch.owned.get(logical_id) != name
    }


def _room(noun: str, there: int, new: int, most: int) -> Iterator[Finding]:
    if there + new > most:
        text = f"{there} of {most} are there, and {new} more are wanted: ask for a higher quota, or delete some"
        yield Finding(Level.FAILS, noun, text)
    elif there + new > NEAR * most:
        yield Finding(Level.NOTE, noun, f"{there} of {most} are there, and {new} more are wanted: room is short")


PROBE = Probe(
    calls=("config:DescribeConfigRules", "ssm:ListDocuments", "iam:GetAccountSummary"),
    types=(*REGIONAL, ROLE),
    look=look,
)
