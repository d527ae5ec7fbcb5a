"""The topic that people listen to, asked of the user, and what EventBridge tells it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from troposphere import Equals, FindInMap, Not, Ref, Sub, events

from generator.knowledge.regions import partitions
from generator.model import Condition, Element, Parameter
from generator.model import Mapping as Table

TOPIC, CONSOLES = "AlertTopicArn", "Consoles"
HAS_TOPIC = "HasAlertTopic"


def alert_topic() -> Iterator[Element]:
    """The parameter with the topic's ARN, empty where nobody is to be told, and the consoles' hosts by partition."""
    yield Parameter(
        name=TOPIC,
        description=(
            "Topic that hears of findings and alarms; its policy, and that of its KMS key, must admit"
            " events.amazonaws.com and cloudwatch.amazonaws.com. Empty tells nobody."
        ),
        label="Topic for alerts",
        group="Notifications",
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$",
        constraint="A standard SNS topic in the same Region as the stack, or nothing.",
    )
    yield Table(
        CONSOLES, {name: {"Host": each.console_host} for name, each in partitions().items() if each.console_host}
    )


def has_topic() -> Condition:
    """Whether there is somebody to tell; without it no rule and no alarm is made."""
    return Condition(HAS_TOPIC, Not(Equals(Ref(TOPIC), "")))


def told(lines: Sequence[str], paths: Mapping[str, str]) -> events.Target:
    """The topic as the target of an EventBridge rule: ``<name>`` in a line is what the event holds at that path.

    ``${Host}`` is the console's host, pseudo parameters stand as in Fn::Sub. Raises ValueError for a ``<`` that names no path.
    """
    for stranger in [line for line in lines if line.count("<") != sum(line.count(f"<{name}>") for name in paths)]:
        raise ValueError(f"EventBridge would look in the event for what follows < in {stranger!r}")
    # EventBridge wants every line of a text in quotation marks.
    words = "\n".join(json.dumps(line) for line in lines)
    variables = {"Host": FindInMap(CONSOLES, Ref("AWS::Partition"), "Host")} if "${Host}" in words else {}
    return events.Target(
        Id=TOPIC.removesuffix("Arn"),
        Arn=Ref(TOPIC),
        InputTransformer=events.InputTransformer(InputPathsMap=dict(paths), InputTemplate=Sub(words, **variables)),
    )
