"""What a delegated administrator enables in the organization's accounts, where CloudFormation has no type for it.

https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateOrganizationConfiguration.html
https://docs.aws.amazon.com/macie/latest/APIReference/admin-configuration.html
https://docs.aws.amazon.com/inspector/v2/APIReference/API_UpdateOrganizationConfiguration.html
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from generator.knowledge.resource_types import is_available
from generator.stack_sets.preparation import Preparation, Step
from generator.stack_sets.service import Service

ALL: Final = "ALL"
NEW: Final = "NEW"
CHOICES: Final = (NEW, ALL)


def enabling(preparation: Preparation, whom: str) -> Iterator[Step]:
    """The steps of the delegated administrator; ``whom`` is NEW for accounts that join, ALL for every account.

    Macie and Inspector know only NEW: the accounts that are there are theirs to enable as members.
    """
    for service in preparation.services:
        find = _STEPS.get(service.name)
        if find is None or service.own is None:
            continue
        for region in preparation.regions:
            if is_available(service.own.type_name, region) is not False:
                yield find(preparation.client(service.own.client, region), whom)


def _guardduty(service: Service, whom: str) -> Step:
    words = f"GuardDuty of {'every account' if whom == ALL else 'accounts that join'} in {service.region}"
    detectors = list(service.pages("list_detectors", "DetectorIds"))
    if not detectors:
        obstacle = "there is no detector: deploy the article guardduty in this account first"
        return _step("guardduty", service, words, {}, obstacle=obstacle)
    found = service.call("describe_organization_configuration", DetectorId=detectors[0])
    wanted = {"DetectorId": detectors[0], "AutoEnableOrganizationMembers": whom}
    return _step("guardduty", service, words, wanted, done=found.get("AutoEnableOrganizationMembers") == whom)


def _macie(service: Service, whom: str) -> Step:
    words = f"Macie of accounts that join in {service.region}"
    found = service.call("describe_organization_configuration")
    return _step("macie", service, words, {"autoEnable": True}, done=bool(found.get("autoEnable")))


def _inspector(service: Service, whom: str) -> Step:
    words = f"Inspector of accounts that join in {service.region}: EC2, ECR, Lambda"
    found = service.call("describe_organization_configuration")["autoEnable"]
    wanted = dict.fromkeys(("ec2", "ecr", "lambda"), True)
    # The call replaces the whole configuration: what is on besides stays on.
    kept = {name: value for name, value in found.items() if value}
    done = all(found.get(name) for name in wanted)
    return _step("inspector", service, words, {"autoEnable": {**kept, **wanted}}, done=done)


def _step(
    name: str, service: Service, words: str, members: Mapping[str, Any], *, done: bool = False, obstacle: str = ""
) -> Step:
    client = {"guardduty": "guardduty", "macie": "macie2", "inspector": "inspector2"}[name]
    operation = "update_organization_configuration"
    return Step(name, f"enabled by itself: {words}", client, service.region, operation, members, done, obstacle)


_STEPS: Final[Mapping[str, Callable[[Service, str], Step]]] = {
    "guardduty": _guardduty,
    "inspector": _inspector,
    "macie": _macie,
}
