"""Topics: with and without a key, first in first out, exempt by tag, and with a key that cannot encrypt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

ALIAS = "alias/topics"


def key(session: Session) -> str:
    """The key that the committed parameters name, made by the first case."""
    kms = session.client("kms")
    names = {each["AliasName"]: each.get("TargetKeyId") for each in kms.list_aliases()["Aliases"]}
    if not names.get(ALIAS):
        kms.create_alias(AliasName=ALIAS, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
        return key(session)
    kms.enable_key(KeyId=names[ALIAS])
    return str(names[ALIAS])


def topic(session: Session, name: str, **more: Any) -> str:
    """A topic without a key, unless ``more`` has one."""
    key(session)
    return str(session.client("sns").create_topic(Name=name, **more)["TopicArn"])


def with_disabled_key(session: Session) -> str:
    """A topic without a key, and nothing to give it."""
    topic_arn = topic(session, "orders-late")
    session.client("kms").disable_key(KeyId=key(session))
    return topic_arn


def state(session: Session, topic_arn: str) -> str:
    """The topic's key."""
    return str(session.client("sns").get_topic_attributes(TopicArn=topic_arn)["Attributes"].get("KmsMasterKeyId", ""))


def compliant(session: Session, topic_arn: str) -> bool:
    """It has one."""
    return bool(state(session, topic_arn))


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED, refusal: str = "") -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends, refusal=refusal)


SCENARIO = Scenario(
    (
        _case("no key", lambda session: topic(session, "orders")),
        _case("first in first out", lambda session: topic(session, "orders.fifo", Attributes={"FifoTopic": "true"})),
        _case(
            "another key already",
            lambda session: topic(session, "alarms", Attributes={"KmsMasterKeyId": "alias/aws/sns"}),
            Ends.UNCHANGED,
        ),
        _case("key disabled", with_disabled_key, Ends.REFUSED, "is Disabled"),
    )
)
