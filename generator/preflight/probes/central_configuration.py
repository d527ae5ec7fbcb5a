"""Whether the Organization's Security Hub is configured centrally from the Region, and which aggregator of findings there is.

https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeOrganizationConfiguration.html
https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListFindingAggregators.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.deciding import failing, once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

AGGREGATOR: Final = "FindingAggregator"
CENTRAL: Final = "CentralConfiguration"
AGGREGATOR_TYPE: Final = "AWS::SecurityHub::FindingAggregator"
TYPE: Final = "AWS::SecurityHub::OrganizationConfiguration"
ABSENT: Final = ("InvalidAccessException",)


def look(place: Place) -> Iterator[Finding]:
    yield from _aggregator(place)
    try:
        found = place.call("securityhub", "DescribeOrganizationConfiguration", absent=ABSENT)
    except NotThere as said:
        text = f"the delegated administrator with a hub alone can set it: {said}"
        yield from failing(place, CENTRAL, "central configuration", text, type_name=TYPE)
        return
    central = found.get("OrganizationConfiguration", {}).get("ConfigurationType") == "CENTRAL"
    # What CloudFormation calls it, for the stack that made it.
    identifier = f"{place.account}/{place.region}/securityhub-organization-configuration"
    yield from once(place, CENTRAL, "central configuration", [identifier] if central else [], type_name=TYPE)


def _aggregator(place: Place) -> Iterator[Finding]:
    try:
        listed = place.call("securityhub", "ListFindingAggregators", absent=ABSENT)["FindingAggregators"]
    except NotThere:
        listed = []
    arns = [each["FindingAggregatorArn"] for each in listed]
    here = [arn for arn in arns if arn.split(":")[3] == place.region]
    yield from once(place, AGGREGATOR, "finding aggregator", here, type_name=AGGREGATOR_TYPE)
    if arns and not here:
        text = f"{arns[0]} is there, and an account has one: launch in its Region, the home Region"
        yield from failing(place, AGGREGATOR, "finding aggregator", text, type_name=AGGREGATOR_TYPE)


PROBE = Probe(
    calls=("securityhub:DescribeOrganizationConfiguration", "securityhub:ListFindingAggregators"),
    decides=(CENTRAL, AGGREGATOR),
    look=look,
)
