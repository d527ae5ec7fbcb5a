"""RDS's rules about what a DB instance is made with, which moto takes as it comes.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
"""

from generator.rehearsal.api_call import Call
from generator.rehearsal.service_rules.keys import key_policy
from generator.rehearsal.service_rules.roles import role_by_arn, trusts

MONITORING = "monitoring.rds.amazonaws.com"


def subnets_cover_zones(call: Call) -> None:
    """A subnet group has subnets of one VPC in at least two Availability Zones."""
    subnets = call.account.client("ec2").describe_subnets(SubnetIds=call.parameters["SubnetIds"])["Subnets"]
    if len({each["VpcId"] for each in subnets}) > 1:
        raise call.refuse("InvalidSubnet", "The subnets are not all of the same VPC.")
    if len({each["AvailabilityZone"] for each in subnets}) < 2:
        raise call.refuse(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.",
        )


def security_groups_are_of_the_vpc(call: Call) -> None:
    """The security groups are there, in the VPC of the subnet group."""
    groups, subnets = (call.parameters.get(name) for name in ("VpcSecurityGroupIds", "DBSubnetGroupName"))
    if not groups or not subnets:
        return
    (found,) = call.account.client("rds").describe_db_subnet_groups(DBSubnetGroupName=subnets)["DBSubnetGroups"]
    for group in call.account.client("ec2").describe_security_groups(GroupIds=groups)["SecurityGroups"]:
        if group["VpcId"] != found["VpcId"]:
            raise call.refuse(
                "InvalidParameterCombination",
                "The DB instance and EC2 security group are in different VPCs.",
            )


def parameter_group_is_of_the_engine(call: Call) -> None:
    """Its family is the engine's, in the version that is made."""
    name, version = (call.parameters.get(key) for key in ("DBParameterGroupName", "EngineVersion"))
    if not name or not version:
        return
    (found,) = call.account.client("rds").describe_db_parameter_groups(DBParameterGroupName=name)["DBParameterGroups"]
    family = str(found["DBParameterGroupFamily"])
    made = f"{call.parameters['Engine']}{version}."
    if not made.startswith(f"{family}."):
        raise call.refuse(
            "InvalidParameterCombination",
            f"The parameter group {name} with DBParameterGroupFamily {family} can't be used for this instance.",
        )


def monitoring_role_is_taken(call: Call) -> None:
    """RDS may take the role of enhanced monitoring, and what Performance Insights keeps goes with it."""
    given = call.parameters
    insights = [name for name in given if name.startswith("PerformanceInsights")]
    if insights and not given.get("EnablePerformanceInsights"):
        raise call.refuse("InvalidParameterCombination", f"{insights[0]} needs EnablePerformanceInsights.")
    arn = given.get("MonitoringRoleArn")
    if not arn:
        return
    place = call.account
    source = f"arn:{place.partition}:rds:{place.region}:{place.account_id}:db:{given['DBInstanceIdentifier']}"
    context = {"aws:SourceAccount": place.account_id, "aws:SourceArn": source}
    found = role_by_arn(call, str(arn))
    if found is None or not trusts(found, MONITORING, context):
        raise call.refuse(
            "InvalidParameterValue", "IAM role ARN value is invalid or does not include the required permissions."
        )


def keys_are_there(call: Call) -> None:
    """Every key that the instance names."""
    for name in ("KmsKeyId", "MasterUserSecretKmsKeyId", "PerformanceInsightsKMSKeyId"):
        key = call.parameters.get(name)
        if key and key_policy(call, str(key)) is None:
            raise call.refuse("KMSKeyNotAccessibleFault", f"The specified KMS key [{key}] does not exist.")


def parameter_group_is_unused(call: Call) -> None:
    """No instance is a member of the group that is deleted."""
    name = call.parameters["DBParameterGroupName"]
    for instance in call.account.client("rds").describe_db_instances()["DBInstances"]:
        if name in [group["DBParameterGroupName"] for group in instance.get("DBParameterGroups", [])]:
            raise call.refuse(
                "InvalidDBParameterGroupState",
                f"One or more database instances are still members of this parameter group {name}.",
            )


def subnet_group_is_unused(call: Call) -> None:
    """No instance lies in the group that is deleted."""
    name = call.parameters["DBSubnetGroupName"]
    for instance in call.account.client("rds").describe_db_instances()["DBInstances"]:
        if instance.get("DBSubnetGroup", {}).get("DBSubnetGroupName") == name:
            raise call.refuse(
                "InvalidDBSubnetGroupStateFault",
                f"Cannot delete the subnet group '{name}' because at least one database instance is still using it.",
            )


ON_INSTANCE = (
    security_groups_are_of_the_vpc,
    parameter_group_is_of_the_engine,
    monitoring_role_is_taken,
    keys_are_there,
)
