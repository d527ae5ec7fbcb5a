"""Enhanced monitoring of DB instances: off, off for an Aurora member, on with an interval and a role of its own, and exempt."""

import json
from collections.abc import Mapping
from typing import Any

from generator.blocks.rds_monitoring_role import MONITORING
from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.service_doubles.rds import db_cluster, db_instance, instance_case


def off(session: Session) -> str:
    """As an instance is made."""
    return db_instance(session, "off")


def aurora_member(session: Session) -> str:
    """Each member is monitored by itself."""
    db_cluster(session, "aurora")
    return db_instance(session, "member", Engine="aurora-mysql", DBClusterIdentifier="aurora")


def every_second(session: Session) -> str:
    """Another role and a shorter interval stay."""
    trust = {"Effect": "Allow", "Principal": {"Service": MONITORING}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = session.client("iam").create_role(RoleName="monitoring", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    return db_instance(session, "every-second", MonitoringInterval=1, MonitoringRoleArn=role)


def exempt(session: Session) -> str:
    """A test database."""
    return db_instance(session, "exempt", tags={"baseline-exempt": "test"})


def content(state: Mapping[str, Any]) -> bool:
    """Whether the instance is monitored."""
    return bool(state["MonitoringInterval"])


SCENARIO = Scenario(
    (
        instance_case(content, off),
        instance_case(content, aurora_member),
        instance_case(content, every_second, Ends.UNCHANGED),
        instance_case(content, exempt, Ends.EXEMPT),
    )
)
