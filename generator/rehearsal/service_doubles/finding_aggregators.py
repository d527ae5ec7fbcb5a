"""Aggregators of Security Hub's findings: an account has one, in its home Region.

Whether the account is a member, whose administrator aggregates, is not asked here. That an aggregator cannot go while it carries central
configuration is not said by AWS in so many words.

https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
"""

from typing import Any, Final

from generator.knowledge.regions import region
from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_doubles.security_hub import NOT_FOUND, aggregators, arn_of
from generator.rehearsal.service_doubles.security_hub_configuration import is_central

INVALID: Final = "InvalidInputException"
NAMING: Final = frozenset({"ALL_REGIONS_EXCEPT_SPECIFIED", "SPECIFIED_REGIONS"})


def list_all(call: Call) -> Answer:
    """The one, from any Region."""
    return {"FindingAggregators": [{"FindingAggregatorArn": arn} for arn in aggregators(call)]}


def create(call: Call) -> Answer:
    """One, in a Region that every account has; named Regions are others than this."""
    found = aggregators(call)
    if found:
        raise call.refuse("ResourceConflictException", f"A finding aggregator already exists: {next(iter(found))}")
    if region(call.account.region).opt_in:
        raise call.refuse(INVALID, f"{call.account.region} is disabled by default and cannot be the home Region")
    arn = arn_of(call, "finding-aggregator/00000000-0000-4000-8000-000000000000")
    about = {"FindingAggregatorArn": arn, "FindingAggregationRegion": call.account.region}
    found[arn] = about | _linked(call)
    return dict(found[arn])


def update(call: Call) -> Answer:
    """Which Regions it links."""
    found = _own(call)
    found.update(_linked(call))
    return dict(found)


def _linked(call: Call) -> dict[str, Any]:
    mode, regions = call.parameters["RegionLinkingMode"], list(call.parameters.get("Regions", ()))
    if (mode in NAMING) is not bool(regions):
        raise call.refuse(INVALID, f"RegionLinkingMode {mode} does not go with the Regions {regions}")
    if call.account.region in regions:
        raise call.refuse(INVALID, f"{call.account.region} is the home Region and is not linked to itself")
    return {"RegionLinkingMode": mode, "Regions": regions}


def delete(call: Call) -> Answer:
    """By its ARN, in its Region."""
    found = _own(call)
    if is_central(call):
        raise call.refuse(INVALID, "Disable central configuration before you delete the finding aggregator")
    del aggregators(call)[found["FindingAggregatorArn"]]
    return {}


def _own(call: Call) -> dict[str, Any]:
    arn = str(call.parameters["FindingAggregatorArn"])
    found: dict[str, Any] | None = aggregators(call).get(arn)
    if found is None or found["FindingAggregationRegion"] != call.account.region:
        raise call.refuse(NOT_FOUND, f"{arn} was not found")
    return found


DOUBLES: Final = {
    ("securityhub", "CreateFindingAggregator"): create,
    ("securityhub", "DeleteFindingAggregator"): delete,
    ("securityhub", "ListFindingAggregators"): list_all,
    ("securityhub", "UpdateFindingAggregator"): update,
}
