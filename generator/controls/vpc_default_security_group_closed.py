"""Default security groups have no rules; the runbook revokes theirs, and can put them back.

https://docs.aws.amazon.com/config/latest/developerguide/vpc-default-security-group-closed.html
"""

from collections.abc import Mapping
from typing import Any

from awacs import ec2
from awacs.aws import StringEquals

from generator.blocks.policy import allow, arn
from generator.blocks.runbook_script import in_pieces, script_step
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def rules_of(client: Any, group_id: str) -> list[dict[str, Any]]:
    """Every rule of the group, each with the keys that say what it allows."""
    pages = client.get_paginator("describe_security_group_rules").paginate(
        Filters=[{"Name": "group-id", "Values": [group_id]}]
    )
    return [rule for page in pages for rule in page["SecurityGroupRules"]]


def permission(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule as the Authorize calls take it, tags aside."""
    words = {"Description": rule["Description"]} if rule.get("Description") else {}
    ports = {key: value for key, value in rule.items() if key in ("IpProtocol", "FromPort", "ToPort")}
    if "CidrIpv4" in rule:
        return {**ports, "IpRanges": [{"CidrIp": rule["CidrIpv4"], **words}]}
    if "CidrIpv6" in rule:
        return {**ports, "Ipv6Ranges": [{"CidrIpv6": rule["CidrIpv6"], **words}]}
    if "PrefixListId" in rule:
        return {**ports, "PrefixListIds": [{"PrefixListId": rule["PrefixListId"], **words}]}
    group = {
        key: rule["ReferencedGroupInfo"][key] for key in ("GroupId", "UserId") if key in rule["ReferencedGroupInfo"]
    }
    return {**ports, "UserIdGroupPairs": [{**group, **words}]}


def saved(rule: dict[str, Any]) -> dict[str, Any]:
    """What brings ``rule`` back: its direction, its permission and its tags."""
    return {"IsEgress": rule["IsEgress"], "Permission": permission(rule), "Tags": rule.get("Tags", [])}


def plan(events: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Read the group's rules and decide what this run does."""
    import json

    import boto3

    rules = rules_of(boto3.client("ec2"), events["GroupId"])
    before = [saved(rule) for rule in rules]
    wanted = json.loads("".join(events["Restore"])) if events["Restore"] else []
    missing = [rule for rule in wanted if rule not in before]
    changes = bool(missing) if events["Restore"] else bool(rules)
    if not changes:
        outcome, next_step = "UNCHANGED", "Stop"
    elif events["DryRun"]:
        outcome, next_step = "PREVIEW", "Stop"
    else:
        outcome, next_step = ("RESTORED", "Restore") if events["Restore"] else ("REPAIRED", "Revoke")
    ids = {
        egress: [rule["SecurityGroupRuleId"] for rule in rules if rule["IsEgress"] is egress]
        for egress in (False, True)
    }
    return {
        "Outcome": outcome,
        "Next": next_step,
        "Before": in_pieces(before),
        "IngressRuleIds": ids[False],
        "EgressRuleIds": ids[True],
        "HasIngress": bool(ids[False]),
        "HasEgress": bool(ids[True]),
    }


def verify_closed(events: Mapping[str, Any], context: object) -> None:
    """Fail where the group still has a rule."""
    import boto3

    left = rules_of(boto3.client("ec2"), events["GroupId"])
    if left:
        raise ValueError(f"{events['GroupId']} still has {', '.join(rule['SecurityGroupRuleId'] for rule in left)}")


def restore(events: Mapping[str, Any], context: object) -> None:
    """Authorize the saved rules that the group lacks, then read them back."""
    import json

    import boto3

    client = boto3.client("ec2")
    wanted = json.loads("".join(events["Restore"]))
    present = [saved(rule) for rule in rules_of(client, events["GroupId"])]
    for rule in wanted:
        if rule not in present:
            authorize = (
                client.authorize_security_group_egress if rule["IsEgress"] else client.authorize_security_group_ingress
            )
            tags = (
                {"TagSpecifications": [{"ResourceType": "security-group-rule", "Tags": rule["Tags"]}]}
                if rule["Tags"]
                else {}
            )
            authorize(GroupId=events["GroupId"], IpPermissions=[rule["Permission"]], **tags)
    present = [saved(rule) for rule in rules_of(client, events["GroupId"])]
    if any(rule not in present for rule in wanted):
        raise ValueError(f"{events['GroupId']} lacks a rule that was to be restored")


GROUP_ID = {"GroupId": "{{ GroupId }}"}
THE_GROUP = arn("ec2", "security-group/*", region="*")
AUTHORIZE = ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"]
THE_RULES = arn("ec2", "security-group-rule/*", region="*")

CONTROL = Control(
    identifier="VPC_DEFAULT_SECURITY_GROUP_CLOSED",
    title=Text("Default security groups allow no traffic", "デフォルトセキュリティグループはトラフィックを許可しない"),
    why=Text(
        "Whatever is launched without a security group gets the default one of its VPC, with all that it allows.",
        "セキュリティグループを指定せずに起動したリソースには、VPC のデフォルトセキュリティグループが割り当てられます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts the traffic of everything that was launched without a security group of its own.",
        "修復すると、独自のセキュリティグループなしで起動したリソースの通信が遮断されます。",
    ),
    framework=Framework(
        security_hub=("EC2.2",),
        cis={"1.2.0": ("4.3",), "1.4.0": ("5.3",), "3.0.0": ("5.4",), "5.0.0": ("5.5",)},
        anti_patterns=(8,),
    ),
    runbook=Runbook(
        name="RevokeDefaultSecurityGroup",
        description="Revokes every rule of a VPC's default security group; Restore puts the rules of an earlier run back.",
        inputs=(
            Input(
                name="GroupId",
                type="String",
                description="The default security group.",
                allowed_pattern="^sg-[0-9a-f]{8,17}$",
                value="RESOURCE_ID",
            ),
        ),
        undo=Text("The revoked rules, with descriptions and tags.", "取り消したルール(説明とタグを含む)。"),
        steps=(
            {
                "name": "CheckGroupIsDefault",
                "action": "aws:assertAwsResourceProperty",
                "inputs": {
                    "Service": "ec2",
                    "Api": "DescribeSecurityGroups",
                    "GroupIds": ["{{ GroupId }}"],
                    "PropertySelector": "$.SecurityGroups[0].GroupName",
                    "DesiredValues": ["default"],
                },
            },
            script_step(
                "Plan",
                rules_of,
                permission,
                saved,
                in_pieces,
                plan,
                payload=GROUP_ID | {"DryRun": "{{ DryRun }}", "Restore": "{{ Restore }}"},
                outputs={
                    "Outcome": "String",
                    "Next": "String",
                    "Before": "StringList",
                    "IngressRuleIds": "StringList",
                    "EgressRuleIds": "StringList",
                    "HasIngress": "Boolean",
                    "HasEgress": "Boolean",
                },
            ),
            {
                "name": "ChooseWay",
                "action": "aws:branch",
                "inputs": {
                    "Choices": [
                        {"Variable": "{{ Plan.Next }}", "StringEquals": "Revoke", "NextStep": "ChooseIngress"},
                        {"Variable": "{{ Plan.Next }}", "StringEquals": "Restore", "NextStep": "RestoreRules"},
                    ]
                },
                "isEnd": True,
            },
            {
                "name": "ChooseIngress",
                "action": "aws:branch",
                "inputs": {
                    "Choices": [
                        {"Variable": "{{ Plan.HasIngress }}", "BooleanEquals": True, "NextStep": "RevokeIngress"}
                    ],
                    "Default": "RevokeEgress",
                },
            },
            {
                "name": "RevokeIngress",
                "action": "aws:executeAwsApi",
                "inputs": {
                    "Service": "ec2",
                    "Api": "RevokeSecurityGroupIngress",
                    **GROUP_ID,
                    "SecurityGroupRuleIds": "{{ Plan.IngressRuleIds }}",
                },
            },
            {
                "name": "ChooseEgress",
                "action": "aws:branch",
                "inputs": {
                    "Choices": [
                        {"Variable": "{{ Plan.HasEgress }}", "BooleanEquals": True, "NextStep": "RevokeEgress"}
                    ],
                    "Default": "VerifyClosed",
                },
            },
            {
                "name": "RevokeEgress",
                "action": "aws:executeAwsApi",
                "inputs": {
                    "Service": "ec2",
                    "Api": "RevokeSecurityGroupEgress",
                    **GROUP_ID,
                    "SecurityGroupRuleIds": "{{ Plan.EgressRuleIds }}",
                },
            },
            script_step("VerifyClosed", rules_of, verify_closed, payload=GROUP_ID, isEnd=True),
            script_step(
                "RestoreRules",
                rules_of,
                permission,
                saved,
                restore,
                payload=GROUP_ID | {"Restore": "{{ Restore }}"},
                isEnd=True,
            ),
        ),
        permissions=(
            allow(ec2.DescribeSecurityGroups, ec2.DescribeSecurityGroupRules, on="*"),
            allow(ec2.RevokeSecurityGroupEgress, ec2.RevokeSecurityGroupIngress, on=THE_GROUP),
            allow(ec2.AuthorizeSecurityGroupEgress, ec2.AuthorizeSecurityGroupIngress, on=[THE_GROUP, THE_RULES]),
            allow(ec2.CreateTags, on=THE_RULES, if_=(StringEquals("ec2:CreateAction", AUTHORIZE),)),
        ),
    ),
)
