"""VPCs without a flow log, with one of somebody else, with one of another kind, and one that is exempt."""

from typing import Any

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

GROUP = "/aws/vpc-flow-logs/baseline"


def bare(session: Session) -> str:
    """A VPC as EC2 makes it."""
    return str(session.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])


def with_log_group(session: Session) -> str:
    """The log group is there, and keeps records for longer than ours would."""
    session.client("logs").put_retention_policy(logGroupName=GROUP, retentionInDays=3653)
    return bare(session)


def of_its_subnet_only(session: Session) -> str:
    """A flow log of a subnet is none of its VPC."""
    vpc = bare(session)
    subnet = session.client("ec2").create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    _flow_log(session, "Subnet", subnet)
    return vpc


def of_somebody_else(session: Session) -> str:
    """A flow log to a log group that is not ours."""
    vpc = bare(session)
    _flow_log(session, "VPC", vpc)
    return vpc


def exempt(session: Session) -> str:
    """The tag of exempt resources."""
    vpc = bare(session)
    session.client("ec2").create_tags(Resources=[vpc], Tags=[{"Key": "baseline-exempt", "Value": "lab"}])
    return vpc


def _flow_log(session: Session, kind: str, resource_id: str) -> None:
    account = session.client("sts").get_caller_identity()["Account"]
    session.client("ec2").create_flow_logs(
        ResourceType=kind,
        ResourceIds=[resource_id],
        TrafficType="ALL",
        LogGroupName="network-team",
        DeliverLogsPermissionArn=f"arn:aws:iam::{account}:role/network-team",
    )


def flow_logs(session: Session, vpc: str) -> list[dict[str, Any]]:
    """The VPC's own flow logs."""
    found = session.client("ec2").describe_flow_logs(Filter=[{"Name": "resource-id", "Values": [vpc]}])
    return list(found["FlowLogs"])


def state(session: Session, vpc: str) -> list[list[str | None]]:
    """Where they write, what, and through which role."""
    facts = ("LogDestinationType", "LogGroupName", "LogDestination", "TrafficType", "DeliverLogsPermissionArn")
    return sorted([each.get(fact) for fact in facts] for each in flow_logs(session, vpc))


def compliant(session: Session, vpc: str) -> bool:
    """One that delivers, to a log group that keeps records for a year or more."""
    groups = session.client("logs").describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
    kept = [group.get("retentionInDays", 0) for group in groups]
    delivers = [each["DeliverLogsStatus"] == "SUCCESS" for each in flow_logs(session, vpc)]
    return bool(delivers) and all(delivers) and kept in ([365], [3653])


SCENARIO = Scenario(
    (
        Case(name="without a flow log", make=bare, state=state, compliant=compliant),
        Case(name="with a log group of long retention", make=with_log_group, state=state, compliant=compliant),
        Case(name="flow log of a subnet", make=of_its_subnet_only, state=state, compliant=compliant),
        Case(
            name="flow log of somebody else",
            make=of_somebody_else,
            state=state,
            compliant=compliant,
            ends=Ends.UNCHANGED,
        ),
        Case(name="exempt by its tag", make=exempt, state=state, compliant=compliant, ends=Ends.EXEMPT),
    )
)
