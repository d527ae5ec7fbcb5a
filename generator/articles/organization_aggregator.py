"""Emits templates/organization-aggregator.yaml: AWS Config of all accounts and Regions of an Organization in one place.

https://docs.aws.amazon.com/config/latest/developerguide/set-up-aggregator-cli.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-config-configurationaggregator.html
"""

from collections.abc import Iterator

from awacs import sts
from awacs.aws import StringEqualsIfExists
from troposphere import Equals, GetAtt, If, Not, NoValue, Ref, Select, Sub, config, iam

from generator.blocks.allowed_patterns import REGION_CODE_PATTERN, or_nothing
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.policy import allow, policy, service
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Scope, Text

GROUP = "AWS Config"
CREATES, NAMES_REGIONS = "CreatesConfigurationAggregator", "NamesAggregatedRegions"


def elements() -> Iterator[Element]:
    """Parameters, the role that reads which accounts there are, and the aggregator."""
    yield Parameter(
        name="ConfigurationAggregator",
        description="CREATE makes the aggregator. EXISTING leaves that which is there, such as Control Tower's, and makes nothing.",
        label="Aggregator",
        group=GROUP,
        default="CREATE",
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Parameter(
        name="AggregatedRegions",
        description="Regions to aggregate, separated by commas. Empty: all, those that AWS adds later too.",
        label="Regions",
        group=GROUP,
        type="CommaDelimitedList",
        default="",
        allowed_pattern=or_nothing(REGION_CODE_PATTERN),
        constraint="Regions such as us-east-1, or nothing.",
    )
    yield from name_prefix()
    yield Condition(CREATES, Equals(Ref("ConfigurationAggregator"), "CREATE"))
    yield Condition(NAMES_REGIONS, Not(Equals(Select(0, Ref("AggregatedRegions")), "")))
    yield Comment(
        "AWS documents this key for the recorder's role, not for the aggregator's: it is held to where it comes.",
        "Properties/AssumeRolePolicyDocument/Statement/0/Condition",
    )
    yield _role()
    yield Comment(
        "In the management account, or in one that is registered as delegated administrator of config.amazonaws.com: no member has"
        " to authorize it."
    )
    yield config.ConfigurationAggregator(
        "ConfigConfigurationAggregator",
        Condition=CREATES,
        ConfigurationAggregatorName=Sub(f"${{{NAME_PREFIX}}}-organization"),
        OrganizationAggregationSource=config.OrganizationAggregationSource(
            RoleArn=GetAtt("IAMRoleForConfigAggregator", "Arn"),
            AllAwsRegions=If(NAMES_REGIONS, NoValue, True),
            AwsRegions=If(NAMES_REGIONS, Ref("AggregatedRegions"), NoValue),
        ),
    )
    yield Output(
        name="ConfigAggregatorName",
        description="Aggregator to query with SelectAggregateResourceConfig.",
        value=Ref("ConfigConfigurationAggregator"),
        condition=CREATES,
    )


def _role() -> iam.Role:
    here = (StringEqualsIfExists("aws:SourceAccount", Ref("AWS::AccountId")),)
    return iam.Role(
        "IAMRoleForConfigAggregator",
        Condition=CREATES,
        Description="Lets the aggregator of AWS Config read which accounts the Organization has.",
        AssumeRolePolicyDocument=policy(allow(sts.AssumeRole, to=service("config"), if_=here)),
        ManagedPolicyArns=[Sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations")],
    )


ARTICLE = Article(
    title=Text("Organization aggregator", "組織のアグリゲータ"),
    summary=Text(
        "An aggregator of AWS Config shows resources and compliance of all accounts and Regions of an Organization in one place.",
        "AWS Config アグリゲータで、組織の全アカウント・全リージョンのリソースとコンプライアンスを 1 か所で確認します。",
    ),
    scope=Scope.ORGANIZATION,
    cost=Text("Free.", "無料。"),
    elements=elements,
)
