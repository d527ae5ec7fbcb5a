"""Whether the account has the Regions enabled: the newer ones are off until somebody opts in.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe


def look(place: Place) -> Iterator[Finding]:
    listed = place.call("ec2", "DescribeRegions", AllRegions=True)["Regions"]
    status = {each["RegionName"]: each.get("OptInStatus", "opt-in-not-required") for each in listed}
    for region in place.asked:
        if status.get(region, "not-opted-in") == "not-opted-in":
            place.closed.add(region)
            text = f"{region} is not enabled: aws account enable-region --region-name {region}, or leave it out"
            yield Finding(Level.FAILS, "Region", text, region=region)


PROBE = Probe(calls=("ec2:DescribeRegions",), look=look, once=True, prepares=True)
