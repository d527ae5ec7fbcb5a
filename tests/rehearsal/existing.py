"""What an account may have before an article comes: an Organization, a key, a topic and buckets that services may use."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generator.knowledge.limits import ORGANIZATION_POLICY_LENGTHS
from generator.rehearsal.account import StrictAccount

NEW = {
    "AdministratorAccountId": "111122223333",
    "AllowedRegions": "eu-west-1,us-east-1",
    "ExemptRoleName": "BreakGlass",
    "LinkedRegions": "eu-west-1,us-west-2",
    "PolicyAccount1": "111122223333",
    "PolicyAccount2": "222233334444",
    "PolicyAccount3": "333344445555",
    "PolicyDisabledControls": "IAM.6,EC2.10",
    "PolicyRoot": "r-abcd",
    "PolicyUnit1": "ou-abcd-11111111",
    "PolicyUnit2": "ou-abcd-22222222",
    "PolicyUnit3": "ou-abcd-33333333",
    "PrivateBucketName": "new-bucket",
    "TemplateBucketName": "new-template-bucket",
    "GitHubDeployPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "GitHubSubject": "repo:example/example:environment:production",
    "GraphMember1": "111122223333",
    "GraphMember2": "222233334444",
    "GraphMember3": "333344445555",
    "SamlMetadataDocument": f"<EntityDescriptor>{1000 * 'x'}</EntityDescriptor>",
}
"""Parameters that name what is to be made."""
MANAGEMENT = "999988887777"
"""The account that manages an Organization of which the strict account is a member."""
LOG_GROUP = "/aws/cloudtrail/existing"
SERVICES = [
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "guardduty.amazonaws.com",
    "logging.s3.amazonaws.com",
    "logs.us-east-1.amazonaws.com",
]


def _policy(account: StrictAccount, *resources: str) -> str:
    allowed = {"Effect": "Allow", "Principal": {"Service": SERVICES}, "Action": "*", "Resource": resources}
    owner = {"Effect": "Allow", "Principal": {"AWS": account.account_id}, "Action": "*", "Resource": resources}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed, owner]})


def organize(account: StrictAccount) -> str:
    """The id of the account's Organization, in which every type of policy is enabled, Security Hub trusted; made if there is none."""
    client = account.account_region().client("organizations")
    try:
        return str(client.describe_organization()["Organization"]["Id"])
    except client.exceptions.AWSOrganizationsNotInUseException:
        made = str(client.create_organization(FeatureSet="ALL")["Organization"]["Id"])
    (root,) = client.list_roots()["Roots"]
    for kind in ORGANIZATION_POLICY_LENGTHS:
        client.enable_policy_type(RootId=root["Id"], PolicyType=kind)
    client.enable_aws_service_access(ServicePrincipal="securityhub.amazonaws.com")
    return made


def administer(account: StrictAccount, regions: Sequence[str] = ("us-east-1",)) -> None:
    """Let the account be a member of another's Organization and, with a hub in each Region, administer Security Hub of it."""
    management = account.account_region(account_id=MANAGEMENT).client("organizations")
    management.create_organization(FeatureSet="ALL")
    management.enable_aws_service_access(ServicePrincipal="securityhub.amazonaws.com")
    invited = management.invite_account_to_organization(Target={"Id": account.account_id, "Type": "ACCOUNT"})
    account.account_region().client("organizations").accept_handshake(HandshakeId=invited["Handshake"]["Id"])
    for region in regions:
        account.account_region(region).client("securityhub").enable_security_hub(EnableDefaultStandards=False)
        hub = account.account_region(region, MANAGEMENT).client("securityhub")
        hub.enable_organization_admin_account(AdminAccountId=account.account_id)


def network(account: StrictAccount, region: str) -> list[str]:
    """The ids of the account's default VPC and of two of its subnets, as parameters take them; they are new in every account."""
    ec2 = account.account_region(region).client("ec2")
    (vpc,) = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]
    return [vpc["VpcId"], ",".join(each["SubnetId"] for each in subnets[:2])]


def samples(account: StrictAccount, region: str) -> list[str]:
    """Make them, and return an id, a name or an ARN of each."""
    place = account.account_region(region)
    organization = organize(account)
    key = place.client("kms").create_key(Policy=_policy(account, "*"))["KeyMetadata"]["Arn"]
    topic = place.client("sns").create_topic(Name="existing")["TopicArn"]
    place.client("sns").set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=_policy(account, topic)
    )
    place.client("logs").create_log_group(logGroupName=LOG_GROUP)
    bucket = f"existing-{region}"
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    place.client("s3").create_bucket(Bucket=bucket, **where)
    arns = (f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*")
    place.client("s3").put_bucket_policy(Bucket=bucket, Policy=_policy(account, *arns))
    for lists in ("trusted.txt", "threats.txt"):
        place.client("s3").put_object(Bucket=bucket, Key=lists, Body=b"192.0.2.0/24")
    detectors = place.client("guardduty").list_detectors()["DetectorIds"]
    graphs = [graph["Arn"] for graph in place.client("detective").list_graphs()["GraphList"]]
    texts = ["security@example.com", "Recon:EC2/Portscan", "ami-0123456789abcdef0", "SensitiveData:S3Object/Personal"]
    texts += ["01234567-89ab-cdef-0123-456789abcdef", "arn:aws:sso:::instance/ssoins-0123456789abcdef"]
    texts.append("https://app.example.com/signed-in")
    texts = [
        arns[0],
        "security@example.com",
        "Recon:EC2/Portscan",
        "ami-0123456789abcdef0",
        "SensitiveData:S3Object/Personal",
    ]
    return [bucket, organization, key, topic, account.account_id, *detectors, *graphs, *texts]


def named(declared: Mapping[str, Any], made: list[str]) -> dict[str, str]:
    """The parameters that name something that exists, each with what fits its pattern."""
    texts = {name: body for name, body in declared.items() if body.get("Default") == "" and name != "HomeRegion"}
    found = {
        name: next((value for value in made if re.fullmatch(body.get("AllowedPattern", ""), value)), "")
        for name, body in texts.items()
    }
    known = {**NEW, "TrailLogGroupName": LOG_GROUP}
    return {name: known.get(name, value) for name, value in found.items() if value}
