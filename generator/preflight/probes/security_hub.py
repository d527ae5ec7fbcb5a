"""Whether Security Hub CSPM is enabled, and whether findings are aggregated already.

https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
"""

from collections.abc import Iterator

from generator.preflight.answers import NotThere
from generator.preflight.deciding import once
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

AGGREGATOR, AGGREGATION = "AWS::SecurityHub::FindingAggregator", "SecurityHubAggregation"


def look(place: Place) -> Iterator[Finding]:
    try:
        found = [place.call("securityhub", "DescribeHub", absent=("InvalidAccessException",))["HubArn"]]
    except NotThere:
        found = []
    yield from once(place, "SecurityHub", "hub", found, type_name="AWS::SecurityHub::Hub")
    if not found:
        return
    there = [
        each["FindingAggregatorArn"]
        for each in place.call("securityhub", "ListFindingAggregators")["FindingAggregators"]
    ]
    for launch in place.asking(AGGREGATION):
        if there and launch.of_type(AGGREGATOR) and not set(there) & set(launch.owned.values()):
            text = f"{there[0]} is there, and an account has one: set {AGGREGATION} to DISABLED"
            yield Finding(Level.FAILS, "finding aggregator", text, (launch.article,))


PROBE = Probe(
    calls=("securityhub:DescribeHub", "securityhub:ListFindingAggregators"), decides=("SecurityHub",), look=look
)
