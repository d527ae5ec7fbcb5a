"""Rules of security groups that stand for themselves, as two groups that name each other need them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
"""

from generator.rehearsal.resource_types.resource_type import Resource, ResourceType
from generator.rehearsal.resource_types.vpc import known, permission


def _create(resource: Resource) -> str:
    known(
        resource,
        "CidrIp",
        "CidrIpv6",
        "Description",
        "DestinationSecurityGroupId",
        "FromPort",
        "GroupId",
        "IpProtocol",
        "ToPort",
    )
    given = {"GroupId": resource.properties["GroupId"], "IpPermissions": [permission(resource.properties)]}
    (made,) = resource.call("ec2", "authorize_security_group_egress", **given)["SecurityGroupRules"]
    return str(made["SecurityGroupRuleId"])


def _delete(resource: Resource) -> None:
    given = {"GroupId": resource.properties["GroupId"], "SecurityGroupRuleIds": [resource.physical_id]}
    resource.call("ec2", "revoke_security_group_egress", **given)


def _describe(resource: Resource) -> None:
    given = {"SecurityGroupRuleId": resource.physical_id, "Description": resource.properties.get("Description", "")}
    asked = {"GroupId": resource.properties["GroupId"], "SecurityGroupRuleDescriptions": [given]}
    resource.call("ec2", "update_security_group_rule_descriptions_egress", **asked)


ROWS = (
    ResourceType(
        "AWS::EC2::SecurityGroupEgress",
        create=_create,
        update=_describe,
        delete=_delete,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
)
