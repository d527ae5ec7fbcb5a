"""Queues: not encrypted, first in first out, encrypted by SQS, encrypted with a key, and exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

OFF = {"SqsManagedSseEnabled": "false"}


def queue(session: Session, name: str, tags: Any = None, **attributes: str) -> str:
    """A queue, encrypted unless the attributes say otherwise; returns its URL, by which AWS Config knows it."""
    made = session.client("sqs").create_queue(QueueName=name, Attributes=attributes, tags=tags or {})
    return str(made["QueueUrl"])


def state(session: Session, url: str) -> dict[str, str]:
    """Every attribute but counters and times."""
    found = session.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return {
        name: value for name, value in found.items() if not name.startswith("Approximate") and "Timestamp" not in name
    }


def compliant(session: Session, url: str) -> bool:
    """It is encrypted, one way or the other."""
    found = state(session, url)
    return found.get("SqsManagedSseEnabled") == "true" or bool(found.get("KmsMasterKeyId"))


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("in the clear", lambda session: queue(session, "orders", **OFF)),
        _case(
            "first in first out",
            lambda session: queue(session, "orders.fifo", **OFF, FifoQueue="true"),
        ),
        _case("encrypted by SQS", lambda session: queue(session, "mails"), Ends.UNCHANGED),
        _case(
            "encrypted with a key",
            lambda session: queue(session, "bills", **OFF, KmsMasterKeyId="alias/bills"),
            Ends.UNCHANGED,
        ),
        _case(
            "exempt",
            lambda session: queue(session, "metrics", {"baseline-exempt": "public data"}, **OFF),
            Ends.EXEMPT,
        ),
    )
)
