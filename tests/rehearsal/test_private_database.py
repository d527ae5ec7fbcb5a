import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.stack import Stack
from tests.rehearsal.existing import network

NAME = "private-database"
HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
IAM = ["CAPABILITY_NAMED_IAM"]
EVERYTHING = {"DatabaseStandby": "ENABLED", "DatabaseMonitoring": "ENABLED", "DatabaseKey": "CREATE"}


@pytest.fixture(autouse=True)
def without_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test launches an instance; moto loads its images whenever EC2 is asked for the first time."""
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")


def database(account: StrictAccount, region: str = HOME, **given: str) -> Stack:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    vpc, subnets = network(account, region)
    where = {"DatabaseVpcId": vpc, "DatabaseSubnetIds": subnets, "AlertTopicArn": topic}
    run = launch(account, NAME, region, REGIONS, committed_parameters(NAME) | where | given)
    assert run.stack is not None
    assert run.green, [str(event) for event in run.stack.failures]
    return run.stack


def instances(account: StrictAccount, region: str = HOME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = account.account_region(region).client("rds").describe_db_instances()["DBInstances"]
    return found


def snapshots(account: StrictAccount, region: str = HOME) -> list[str]:
    found = account.account_region(region).client("rds").describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
    return [each["DBInstanceIdentifier"] for each in found]


@pytest.mark.parametrize("engine", ["postgres-17", "mysql-8.4", "mariadb-11.4"])
def test_every_engine_is_made_with_everything_on_in_two_regions(account: StrictAccount, engine: str) -> None:
    for region in REGIONS:
        stack = database(account, region, DatabaseEngine=engine, **EVERYTHING)
        (made,) = instances(account, region)
        key = stack.resources["KMSKeyForDatabase"].attributes["Arn"]
        assert f"{made['Engine']}-{made['EngineVersion']}" == engine
        assert (made["PubliclyAccessible"], made["StorageEncrypted"], made["KmsKeyId"]) == (False, True, key)
        assert (made["MasterUserSecret"]["KmsKeyId"], made["IAMDatabaseAuthenticationEnabled"]) == (key, True)
        assert made["MonitoringRoleArn"].endswith(":role/baseline-database-monitoring")
        assert stack.outputs["DatabaseEndpoint"].value == made["Endpoint"]["Address"]
        assert stack.outputs["DatabaseSecretArn"].value == made["MasterUserSecret"]["SecretArn"]


def test_a_protected_database_outlives_the_deletion_of_its_stack(account: StrictAccount) -> None:
    stack = database(account)
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_FAILED"
    assert "Cannot delete protected DB Instance" in stack.failures[0].reason
    assert (len(instances(account)), snapshots(account)) == (1, [])
    used = {"RDSDBInstance", "RDSDBParameterGroup", "RDSDBSubnetGroup"}
    assert {event.logical_id for event in stack.failures} >= used


def test_an_unprotected_one_leaves_a_snapshot(account: StrictAccount) -> None:
    stack = database(account)
    account.update_stack(stack.name, parameters={"DatabaseDeletionProtection": "DISABLED"}, capabilities=IAM)
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE", stack.failures
    assert instances(account) == []
    assert snapshots(account) == [stack.resources["RDSDBInstance"].physical_id]


def test_another_key_makes_another_database_and_leaves_a_snapshot_of_the_first(account: StrictAccount) -> None:
    stack = database(account, DatabaseDeletionProtection="DISABLED")
    first = stack.resources["RDSDBInstance"].physical_id
    account.update_stack(stack.name, parameters={"DatabaseKey": "CREATE"}, capabilities=IAM)
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    (made,) = instances(account)
    assert (made["DBInstanceIdentifier"] != first, snapshots(account)) == (True, [first])


def test_a_type_that_leaves_no_snapshot_takes_no_such_policy(account: StrictAccount) -> None:
    topic = {"Type": "AWS::SNS::Topic", "DeletionPolicy": "Snapshot", "Properties": {}}
    stack = account.create_stack("one", json.dumps({"Resources": {"Topic": topic}}))
    account.delete_stack("one")
    assert (stack.status, "leaves no snapshot" in stack.failures[0].reason) == ("DELETE_FAILED", True)


GIVEN = {"Engine": "postgres", "EngineVersion": "17", "DBInstanceClass": "db.t4g.medium", "MasterUsername": "sample"}
TRUST = {"Effect": "Allow", "Principal": {"Service": "rds.amazonaws.com"}, "Action": "sts:AssumeRole"}


def refused(account: StrictAccount, message: str, **given: Any) -> None:
    rds = account.account_region(HOME).client("rds")
    with pytest.raises(ClientError, match=message):
        rds.create_db_instance(DBInstanceIdentifier="sample", ManageMasterUserPassword=True, **{**GIVEN, **given})
    assert instances(account) == []


def test_rds_refuses_what_does_not_fit_the_instance(account: StrictAccount) -> None:
    place = account.account_region(HOME)
    document = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    role = place.client("iam").create_role(RoleName="sample", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    for arn in (role, f"{role}-missing"):
        refused(account, "IAM role ARN value is invalid", MonitoringRoleArn=arn, MonitoringInterval=60)
    refused(account, "needs EnablePerformanceInsights", PerformanceInsightsRetentionPeriod=7)
    missing = f"arn:aws:kms:{HOME}:{account.account_id}:key/00000000-0000-0000-0000-000000000000"
    for name in ("KmsKeyId", "MasterUserSecretKmsKeyId"):
        refused(account, "does not exist", StorageEncrypted=True, **{name: missing})
    family = {"DBParameterGroupFamily": "postgres16", "Description": "Sample."}
    place.client("rds").create_db_parameter_group(DBParameterGroupName="sample", **family)
    refused(account, "can't be used for this instance", DBParameterGroupName="sample")


def test_rds_refuses_security_groups_and_subnets_of_elsewhere(account: StrictAccount) -> None:
    place = account.account_region(HOME)
    ec2, rds = place.client("ec2"), place.client("rds")
    _, subnets = network(account, HOME)
    here = subnets.split(",")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    other = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="other", Description="Other.", VpcId=vpc)["GroupId"]
    sample = {"DBSubnetGroupName": "sample", "DBSubnetGroupDescription": "Sample."}
    for wrong, message in ((here[:1], "at least 2 AZs"), ([here[0], other], "not all of the same VPC")):
        with pytest.raises(ClientError, match=message):
            rds.create_db_subnet_group(**sample, SubnetIds=wrong)
    rds.create_db_subnet_group(**sample, SubnetIds=here)
    refused(account, "in different VPCs", DBSubnetGroupName="sample", VpcSecurityGroupIds=[group])
    rds.modify_db_subnet_group(**{**sample, "DBSubnetGroupDescription": "Another."}, SubnetIds=here[::-1])
    (found,) = rds.describe_db_subnet_groups(DBSubnetGroupName="sample")["DBSubnetGroups"]
    assert (found["DBSubnetGroupDescription"], {each["SubnetIdentifier"] for each in found["Subnets"]}) == (
        "Another.",
        set(here),
    )
