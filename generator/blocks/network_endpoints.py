"""Endpoints through which a VPC reaches services of AWS without the internet, open to the own Organization or account only.

https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html
"""

from collections.abc import Iterator
from typing import Any

from awacs.aws import Action
from troposphere import And, Equals, If, Join, Not, NoValue, Ref, Sub, ec2

from generator.blocks.policy import policy
from generator.blocks.private_network import ENDPOINT_GROUP, MAKES, PRIVATE_ROUTES, VPC, private_subnets
from generator.blocks.region_condition import outside_of
from generator.blocks.text_parameter import text_parameter
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Endpoints"
OF_ORGANIZATION, GATEWAYS, PACKAGES = "NetworkIsOfOrganization", "HasGatewayEndpoints", "ReadsPackageBuckets"
CHINA, MESSAGES = "RunsInChina", "HasEc2MessagesEndpoint"
# In every Region their names end in a suffix of their own, and a wildcard would let in buckets of others.
PATCH_BUCKETS, PATCHES = "NetworkPatchBuckets", "ReadsPatchBuckets"
# Each choice with the services that it opens, and the prefix of their actions.
INTERFACES = {
    "SessionManager": {"ssm": "ssm", "ssmmessages": "ssmmessages", "ec2messages": "ec2messages"},
    "Logs": {"logs": "logs"},
    "Kms": {"kms": "kms"},
    "Sts": {"sts": "sts"},
    "SecretsManager": {"secretsmanager": "secretsmanager"},
    "Ecr": {"ecr.api": "ecr", "ecr.dkr": "ecr"},
}
LABELS = {
    "SessionManager": "Session Manager",
    "Logs": "CloudWatch Logs",
    "Kms": "KMS",
    "Sts": "STS",
    "SecretsManager": "Secrets Manager",
    "Ecr": "ECR",
}
# Endpoint services whose names begin with cn.com.amazonaws in China.
# https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
PREFIXED_IN_CHINA = {"ecr.api", "ecr.dkr", "sts"}
# Regions that opened in 2024 or later: Systems Manager uses ssmmessages alone there.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
WITHOUT_EC2_MESSAGES = ("ap-east-2", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "mx-central-1")
ORGANIZATION, ACCOUNT = Ref("NetworkOrganizationId"), Ref("AWS::AccountId")
# https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
# https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
# https://docs.aws.amazon.com/linux/al2023/ug/al2023-container-image-types.html
# https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
PACKAGE_BUCKETS = (
    "al2023-repos-${AWS::Region}-de612dc2",
    "amazon-ssm-${AWS::Region}",
    "aws-ssm-${AWS::Region}",
    "aws-windows-downloads-${AWS::Region}",
    "patch-baseline-snapshot-${AWS::Region}",
    "prod-${AWS::Region}-starport-layer-bucket",
)


def endpoint_parameters() -> Iterator[Element]:
    """Who may use the endpoints, and which there are."""
    yield text_parameter(
        "NetworkOrganizationId",
        "Organization",
        "Organization to which callers and resources behind the endpoints must belong. Empty: this account only.",
        "^(o-[a-z0-9]{10,32})?$",
        "An Organization's id such as o-abcde12345, or nothing.",
        group=GROUP,
    )
    yield _switch(
        "NetworkGatewayEndpoints", "S3 and DynamoDB", "Gateway endpoints, at no cost.", ("ENABLED", "DISABLED")
    )
    yield _switch(
        "NetworkPackageBuckets",
        "Packages of AWS",
        "ENABLED lets through reads of the buckets from which AWS serves Amazon Linux, SSM Agent and layers of ECR images.",
    )
    yield Parameter(
        name=PATCH_BUCKETS,
        description="Objects of its buckets whose names end in a suffix; the guide of Systems Manager lists them by Region.",
        label="Patch Manager",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern="^(arn:aws[a-z-]*:s3:::(aws-patch-?manager|patch-baseline)-[a-z0-9-]{1,50}/[*])?$",
        constraint="ARNs that end in :::aws-patch-manager-<Region>-<suffix>/*.",
    )
    for name, services in INTERFACES.items():
        count = f"{len(services)} interface endpoints" if len(services) > 1 else "An interface endpoint"
        words = f"{count}, billed by the hour, zone and volume: {', '.join(services)}."
        yield _switch(f"Network{name}Endpoint", LABELS[name], words)


def endpoint_conditions() -> Iterator[Condition]:
    """To be yielded beside those of the network."""
    made = {"Condition": MAKES}
    yield Condition(OF_ORGANIZATION, Not(Equals(Ref("NetworkOrganizationId"), "")))
    yield Condition(GATEWAYS, And(made, Equals(Ref("NetworkGatewayEndpoints"), "ENABLED")))
    yield Condition(PACKAGES, Equals(Ref("NetworkPackageBuckets"), "ENABLED"))
    yield Condition(PATCHES, And({"Condition": PACKAGES}, Not(Equals(Join("", Ref(PATCH_BUCKETS)), ""))))
    yield Condition(CHINA, Equals(Ref("AWS::Partition"), "aws-cn"))
    yield outside_of("RegionHasEc2Messages", WITHOUT_EC2_MESSAGES)
    for name in INTERFACES:
        yield Condition(_has(name), And(made, Equals(Ref(f"Network{name}Endpoint"), "ENABLED")))
    yield Condition(MESSAGES, And({"Condition": _has("SessionManager")}, {"Condition": "RegionHasEc2Messages"}))


def endpoints() -> Iterator[Element]:
    """Those that are wanted, each with its policy."""
    yield Comment(
        "Strangers' credentials carry nothing out through an endpoint, and ours reach nothing of strangers. Open on purpose, if wanted:"
        " reads of AWS's own buckets, also without credentials, from this VPC only."
    )
    yield _gateway("S3", "s3", If(PACKAGES, _allow_packages(), NoValue), If(PATCHES, _allow_patches(), NoValue))
    yield _gateway("DynamoDb", "dynamodb")
    yield Comment("Interface endpoints, if wanted, under the names that the services have everywhere.")
    for name, services in INTERFACES.items():
        for service, prefix in services.items():
            yield _interface(name, service, prefix)


def _gateway(name: str, service: str, *more: Any) -> Element:
    return ec2.VPCEndpoint(
        f"EC2VPCEndpointFor{name}",
        Condition=GATEWAYS,
        VpcId=Ref(VPC),
        VpcEndpointType="Gateway",
        ServiceName=Sub(f"com.amazonaws.${{AWS::Region}}.{service}"),
        RouteTableIds=[Ref(PRIVATE_ROUTES)],
        PolicyDocument=policy(_allow_own(service), *more),
    )


def _interface(name: str, service: str, prefix: str) -> Element:
    china = Sub(f"cn.com.amazonaws.${{AWS::Region}}.{service}")
    elsewhere = Sub(f"com.amazonaws.${{AWS::Region}}.{service}")
    more = (_allow_documents(),) if service == "ssm" else ()
    return ec2.VPCEndpoint(
        f"EC2VPCEndpointFor{''.join(part.capitalize() for part in service.split('.'))}",
        Condition=MESSAGES if service == "ec2messages" else _has(name),
        VpcId=Ref(VPC),
        VpcEndpointType="Interface",
        ServiceName=If(CHINA, china, elsewhere) if service in PREFIXED_IN_CHINA else elsewhere,
        PrivateDnsEnabled=True,
        SubnetIds=private_subnets(),
        SecurityGroupIds=[Ref(ENDPOINT_GROUP)],
        PolicyDocument=policy(_allow_own(prefix), *more),
    )


def _allow_own(prefix: str) -> dict[str, Any]:
    return _allow_everybody("AllowOwn", [Action(prefix, "*")], ["*"], _trusted("Principal", "Resource"))


def _allow_packages() -> dict[str, Any]:
    """Package managers sign nothing, so that no account can be asked for; the VPC can."""
    buckets = [Sub(f"arn:${{AWS::Partition}}:s3:::{bucket}/*") for bucket in PACKAGE_BUCKETS]
    return _allow_everybody("AllowPackagesOfAws", [Action("s3", "GetObject")], buckets, {"aws:SourceVpc": Ref(VPC)})


def _allow_patches() -> dict[str, Any]:
    given = Ref(PATCH_BUCKETS)
    return _allow_everybody("AllowPatchManager", [Action("s3", "GetObject")], given, {"aws:SourceVpc": Ref(VPC)})


def _allow_documents() -> dict[str, Any]:
    """The documents and parameters that AWS shares belong to no account of ours."""
    shared = [
        Sub(f"arn:${{AWS::Partition}}:ssm:${{AWS::Region}}::{each}") for each in ("document/*", "parameter/aws/*")
    ]
    reads = ("DescribeDocument", "GetDocument", "GetParameter", "GetParameters", "GetParametersByPath")
    return _allow_everybody(
        "AllowWhatAwsShares", [Action("ssm", each) for each in reads], shared, _trusted("Principal")
    )


def _trusted(*whose: str) -> If:
    """Keys of the Organization, where it is given, or else of the account: ``Principal``, ``Resource``."""
    organization = {f"aws:{each}OrgID": ORGANIZATION for each in whose}
    return If(OF_ORGANIZATION, organization, {f"aws:{each}Account": ACCOUNT for each in whose})


def _allow_everybody(sid: str, actions: list[Action], resources: Any, equals: Any) -> dict[str, Any]:
    """A plain mapping: awacs takes no condition that stands under Fn::If."""
    what = {"Action": actions, "Resource": resources, "Condition": {"StringEquals": equals}}
    return {"Sid": sid, "Effect": "Allow", "Principal": "*", **what}


def _has(name: str) -> str:
    return f"Has{name}Endpoint"


def _switch(name: str, label: str, description: str, values: tuple[str, str] = ("DISABLED", "ENABLED")) -> Parameter:
    return Parameter(
        name=name, description=description, label=label, group=GROUP, default=values[0], allowed_values=values
    )
