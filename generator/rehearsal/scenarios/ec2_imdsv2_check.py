"""Instances that answer without a token: as launched, with a hop limit, one that is asked so, one that demands it, one that is exempt."""

import datetime
from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

DAY = datetime.timedelta(days=1)


def launched(session: Session, **options: Any) -> str:
    """An instance, with metadata ``options``."""
    ec2 = session.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    given = {"MetadataOptions": options} if options else {}
    made = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro", **given)
    return str(made["Instances"][0]["InstanceId"])


def optional(session: Session) -> str:
    """No request without a token lately."""
    instance = launched(session)
    asked(session, instance, 3, datetime.datetime.now(datetime.UTC) - 20 * DAY)
    return instance


def with_hop_limit(session: Session) -> str:
    """Containers on it need a second hop."""
    return launched(session, HttpTokens="optional", HttpPutResponseHopLimit=2, HttpEndpoint="enabled")


def used(session: Session) -> str:
    """Something on it asks without a token."""
    instance = launched(session)
    asked(session, instance, 7, datetime.datetime.now(datetime.UTC) - DAY)
    return instance


def required(session: Session) -> str:
    """It demands a token."""
    return launched(session, HttpTokens="required", HttpEndpoint="enabled")


def exempt(session: Session) -> str:
    """The tag of exempt resources."""
    instance = launched(session)
    session.client("ec2").create_tags(Resources=[instance], Tags=[{"Key": "baseline-exempt", "Value": "appliance"}])
    return instance


def asked(session: Session, instance: str, times: int, when: datetime.datetime) -> None:
    """What EC2 counts of an instance."""
    data = {
        "MetricName": "MetadataNoToken",
        "Dimensions": [{"Name": "InstanceId", "Value": instance}],
        "Timestamp": when,
        "Value": times,
    }
    session.client("cloudwatch").put_metric_data(Namespace="AWS/EC2", MetricData=[data])


def state(session: Session, instance: str) -> dict[str, Any]:
    """Every metadata option."""
    found = session.client("ec2").describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    return dict(found["MetadataOptions"])


def compliant(session: Session, instance: str) -> bool:
    """A token, and the endpoint still there."""
    now = state(session, instance)
    return (now["HttpTokens"], now["HttpEndpoint"]) == ("required", "enabled")


SCENARIO = Scenario(
    (
        Case(name="as launched", make=optional, state=state, compliant=compliant),
        Case(name="with a hop limit", make=with_hop_limit, state=state, compliant=compliant),
        Case(
            name="asked without a token",
            make=used,
            state=state,
            compliant=compliant,
            ends=Ends.REFUSED,
            refusal="asked 7 times without a token in 14 days",
        ),
        Case(name="demands a token already", make=required, state=state, compliant=compliant, ends=Ends.UNCHANGED),
        Case(name="exempt by its tag", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
