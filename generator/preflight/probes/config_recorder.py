"""The recorder and the delivery channel of the Region, also Control Tower's: a Region has one of each.

https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
"""

from collections.abc import Iterator

from generator.preflight.deciding import once
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

CONTROL_TOWER = "aws-controltower-"
"""How the name of Control Tower's recorder begins: aws-controltower-BaselineConfigRecorder."""


def look(place: Place) -> Iterator[Finding]:
    recorders = place.call("config", "DescribeConfigurationRecorders")["ConfigurationRecorders"]
    channels = [each["name"] for each in place.call("config", "DescribeDeliveryChannels")["DeliveryChannels"]]
    # One of a service records for that service and is not the account's own.
    own = [each for each in recorders if not each.get("servicePrincipal")]
    names = [each["name"] for each in own]
    yield from once(place, "ConfigurationRecorder", "recorder", names, type_name="AWS::Config::ConfigurationRecorder")
    if any(name.startswith(CONTROL_TOWER) for name in names):
        yield Finding(Level.NOTE, "recorder", "it is Control Tower's, which forbids changing it")
    if names and not channels:
        yield Finding(Level.NOTE, "delivery channel", f"recorder {names[0]} has none and delivers nothing: make one")
    if channels and not names:
        remedy = (
            f"aws configservice delete-delivery-channel --region {place.region} --delivery-channel-name {channels[0]}"
        )
        text = f"channel {channels[0]} is there without a recorder; a Region has one channel: {remedy}"
        yield Finding(Level.FAILS, "delivery channel", text)
    if names:
        yield from _recording(place)


def _recording(place: Place) -> Iterator[Finding]:
    for status in place.call("config", "DescribeConfigurationRecorderStatus")["ConfigurationRecordersStatus"]:
        if not status.get("recording"):
            start = f"aws configservice start-configuration-recorder --region {place.region}"
            text = f"{status['name']} does not record, so rules judge nothing: {start} --configuration-recorder-name {status['name']}"
            yield Finding(Level.NOTE, "recorder", text)


PROBE = Probe(
    calls=(
        "config:DescribeConfigurationRecorders",
        "config:DescribeDeliveryChannels",
        "config:DescribeConfigurationRecorderStatus",
    ),
    decides=("ConfigurationRecorder",),
    look=look,
)
