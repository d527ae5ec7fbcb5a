"""Trails that the Region sees, and the log group that an earlier trail left: five trails at most in a Region.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.preflight.deciding import once
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING, Launch
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE: Final = "AWS::CloudTrail::Trail"
LOG_GROUP: Final = "AWS::Logs::LogGroup"
MOST: Final = 5


def look(place: Place) -> Iterator[Finding]:
    trails = place.call("cloudtrail", "DescribeTrails")["trailList"]
    whole = [each for each in trails if each.get("IsMultiRegionTrail")]
    logging = [each["Name"] for each in whole if _logs(place, each)]
    yield from once(place, "Trail", "trail for all Regions", logging, type_name=TYPE)
    for trail in whole:
        if trail["Name"] not in logging:
            yield Finding(Level.NOTE, "trail", f"{trail['Name']} is stopped: start it, or delete it")
    for launch in place.launches:
        yield from _room(launch, [each["Name"] for each in trails])
    for launch in place.asking("TrailLogGroup"):
        yield _log_group(place, launch)


def _logs(place: Place, trail: Mapping[str, Any]) -> bool:
    # A shadow trail is asked for by its ARN; one of the Organization's answers members only so much.
    return bool(place.call("cloudtrail", "GetTrailStatus", Name=trail["TrailARN"])["IsLogging"])


def _room(launch: Launch, names: list[str]) -> Iterator[Finding]:
    for logical_id, name in launch.named(TYPE, "TrailName").items():
        if launch.owned.get(logical_id) == name:
            continue
        if name in names:
            yield Finding(Level.FAILS, "trail", f"{name} is taken: choose another NamePrefix, or delete that trail")
        elif len(names) >= MOST:
            yield Finding(Level.FAILS, "trail", f"the Region has {len(names)} trails of {MOST}: delete one")


def _log_group(place: Place, launch: Launch) -> Finding:
    value = launch.values["TrailLogGroup"]
    name = f"/aws/cloudtrail/{launch.values.get('NamePrefix', '')}"
    listed = place.call("logs", "DescribeLogGroups", logGroupNamePrefix=name)["logGroups"]
    there = any(each["logGroupName"] == name for each in listed)
    if there and name in launch.owned.values():
        text = f"{name} is of this article's stack {launch.stack}: an update keeps it"
    elif there:
        text, value = f"{name} is there", EXISTING if value == CREATE else value
    else:
        text, value = f"no log group {name} is there", CREATE if value == EXISTING else value
    launch.values["TrailLogGroup"] = value
    return Finding(Level.DECIDED, "log group of the trail", text, (launch.article,), {"TrailLogGroup": value})


PROBE = Probe(
    calls=("cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "logs:DescribeLogGroups"),
    decides=("Trail", "TrailLogGroup"),
    look=look,
    once=True,
)
