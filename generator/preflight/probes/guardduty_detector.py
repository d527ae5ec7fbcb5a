"""The GuardDuty detector of the Region, and where its findings go: a Region has one.

https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html
"""

from collections.abc import Iterator

from generator.preflight.deciding import once
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING, Launch
from generator.preflight.place import Place
from generator.preflight.probe import Probe

DESTINATION = "AWS::GuardDuty::PublishingDestination"


def look(place: Place) -> Iterator[Finding]:
    found = place.call("guardduty", "ListDetectors")["DetectorIds"]
    given = {"DetectorId": found[0]} if found else {}
    yield from once(place, "Detector", "detector", found, type_name="AWS::GuardDuty::Detector", given=given)
    for detector in found:
        if place.call("guardduty", "GetDetector", DetectorId=detector)["Status"] != "ENABLED":
            yield Finding(Level.NOTE, "detector", f"{detector} is suspended and finds nothing: enable it in GuardDuty")
    destinations = [
        each["DestinationId"]
        for detector in found
        for each in place.call("guardduty", "ListPublishingDestinations", DetectorId=detector)["Destinations"]
    ]
    for launch in place.asking("GuardDutyExport"):
        yield _export(launch, destinations)


def _export(launch: Launch, destinations: list[str]) -> Finding:
    """A detector exports to one bucket, and the one that is there goes on."""
    value = launch.values["GuardDutyExport"]
    own = launch.owned.get("GuardDutyPublishingDestination", "")
    text = "no export of findings is there"
    if destinations and any(each in own for each in destinations):
        text = f"{destinations[0]} is of this article's stack {launch.stack}: an update keeps it"
    elif destinations:
        text = f"findings are exported already ({destinations[0]}), and a detector exports to one bucket"
        value = "DISABLED" if value in {CREATE, EXISTING} else value
    launch.values["GuardDutyExport"] = value
    return Finding(Level.DECIDED, "export of findings", text, (launch.article,), {"GuardDutyExport": value})


PROBE = Probe(
    calls=("guardduty:ListDetectors", "guardduty:GetDetector", "guardduty:ListPublishingDestinations"),
    decides=("Detector", "GuardDutyExport"),
    look=look,
)
