"""Which scans of Amazon Inspector are on: a suppression needs it enabled.

https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPES = ("AWS::InspectorV2::Filter", "AWS::InspectorV2::CisScanConfiguration")


def look(place: Place) -> Iterator[Finding]:
    answer = place.call("inspector2", "BatchGetAccountStatus", accountIds=[place.account])
    states = [each["state"]["status"] for each in answer.get("accounts", ())]
    enabled = "ENABLED" in states
    for launch in place.launches:
        if enabled:
            yield Finding(Level.NOTE, "Inspector", "it is enabled", (launch.article,))
        elif any(launch.of_type(each) for each in TYPES):
            text = f"it is not enabled, and {launch.article} suppresses findings or scans: enable it first"
            yield Finding(Level.FAILS, "Inspector", text, (launch.article,))


PROBE = Probe(calls=("inspector2:BatchGetAccountStatus",), types=TYPES, look=look)
