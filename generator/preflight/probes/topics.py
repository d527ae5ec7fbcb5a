"""Topics of the names that our templates would give.

https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING, Launch
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE: Final = "AWS::SNS::Topic"
PARAMETERS: Final = {"ConfigTopic": "SNSForConfig", "TrailTopic": "SNSForCloudTrail"}
"""What chooses a topic, with the logical id of the one that CREATE makes."""


def look(place: Place) -> Iterator[Finding]:
    arns = {each["TopicArn"] for each in place.call("sns", "ListTopics")["Topics"]}
    for parameter, logical_id in PARAMETERS.items():
        for launch in place.asking(parameter):
            yield _decided(launch, parameter, logical_id, arns)
    for launch in place.launches:
        for logical_id, name in launch.named(TYPE, "TopicName").items():
            taken = next((arn for arn in arns if arn.rpartition(":")[2] == name), None)
            if taken and taken != launch.owned.get(logical_id):
                text = f"{name} is taken: choose another NamePrefix, or delete that topic"
                yield Finding(Level.FAILS, "topic", text, (launch.article,))


def _decided(launch: Launch, parameter: str, logical_id: str, arns: set[str]) -> Finding:
    """A topic of the name that CREATE would give is adopted; without one, EXISTING needs the ARN of another that is there."""
    value, chosen = launch.values[parameter], launch.values[f"{parameter}Arn"]
    name = launch.named(TYPE, "TopicName", {parameter: CREATE}).get(logical_id, "")
    there = next((arn for arn in sorted(arns) if arn.rpartition(":")[2] == name), "")
    settings = {parameter: value}
    if there and there == launch.owned.get(logical_id):
        text = f"{name} is of this article's stack {launch.stack}: an update keeps it"
    elif there and (value == CREATE or (value == EXISTING and not chosen)):
        text, settings = (
            f"{name} is there; its policy must let the service publish",
            {parameter: EXISTING, f"{parameter}Arn": there},
        )
    elif value == EXISTING and not chosen:
        text, settings = "no topic is named", {parameter: CREATE}
    else:
        text = f"{name} is there" if there else f"no topic {name} is there"
    launch.values.update(settings)
    return Finding(Level.DECIDED, "topic", text, (launch.article,), settings)


PROBE = Probe(calls=("sns:ListTopics",), decides=tuple(PARAMETERS), types=(TYPE,), look=look)
