"""Whether rules have a recorder: AWS Config takes none before one is there.

https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

RULE, RECORDER = "AWS::Config::ConfigRule", "AWS::Config::ConfigurationRecorder"


def look(place: Place) -> Iterator[Finding]:
    if place.call("config", "DescribeConfigurationRecorders")["ConfigurationRecorders"]:
        return
    if any(launch.of_type(RECORDER) for launch in place.launches):
        return
    for launch in place.launches:
        if launch.of_type(RULE):
            text = f"{launch.article} has rules and no recorder is there: launch config first"
            yield Finding(Level.FAILS, "recorder", text)


PROBE = Probe(calls=("config:DescribeConfigurationRecorders",), types=(RULE,), look=look)
