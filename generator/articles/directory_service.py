"""Emits templates/directory-service.yaml: a directory for a VPC, Managed Microsoft AD or Simple AD, with a generated password.

AD Connector, which passes requests on to a directory of one's own, has no CloudFormation type: `aws ds connect-directory` makes it.

https://docs.aws.amazon.com/directoryservice/latest/admin-guide/what_is.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_DirectoryService.html
"""

import json
from collections.abc import Iterator
from typing import Any

from troposphere import And, Equals, GetAtt, If, Join, Not, Or, Ref, Sub, directoryservice, secretsmanager

from generator.blocks.region_condition import inside_of
from generator.blocks.text_parameter import text_parameter
from generator.knowledge.directory_types import SIMPLE_AD_REGIONS
from generator.model import Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text

GROUP = "Directory"
IS_MICROSOFT, IS_SIMPLE, HAS_DIRECTORY = "HasMicrosoftAd", "HasSimpleAd", "HasDirectory"
REGION_HAS_SIMPLE = "RegionHasSimpleAd"
SECRET = "SecretsManagerSecretForDirectory"  # noqa: S105  # a logical id
PLACE = ("DirectoryVpcId", "DirectorySubnetId1", "DirectorySubnetId2")


def elements() -> Iterator[Element]:
    """Parameters, the administrator's secret, and the directory."""
    yield from _parameters()
    yield Rule(
        "DirectoryHasAPlace",
        {
            "RuleCondition": Not(Equals(Ref("Directory"), "NONE")),
            "Assertions": [
                {"Assert": Not(Equals(Ref(name), "")), "AssertDescription": f"A directory needs {name}."}
                for name in PLACE
            ],
        },
    )
    yield inside_of(REGION_HAS_SIMPLE, SIMPLE_AD_REGIONS)
    placed = [Not(Equals(Ref(name), "")) for name in PLACE]
    yield Condition(IS_MICROSOFT, And(Equals(Ref("Directory"), "MICROSOFT_AD"), *placed))
    yield Condition(IS_SIMPLE, And({"Condition": REGION_HAS_SIMPLE}, Equals(Ref("Directory"), "SIMPLE_AD"), *placed))
    yield Condition(HAS_DIRECTORY, Or({"Condition": IS_MICROSOFT}, {"Condition": IS_SIMPLE}))
    yield from _secret()
    yield from _directories()
    for name, description, attribute in (
        ("DirectoryId", "Id of the directory.", None),
        ("DirectoryDnsIpAddresses", "Its DNS servers, for the DHCP options of the VPC.", "DnsIpAddresses"),
    ):
        yield Output(name=name, description=description, value=_of_either(attribute), condition=HAS_DIRECTORY)
    yield Output(
        name="DirectorySecretArn",
        description="Secret with the administrator's name and password.",
        value=Ref(SECRET),
        condition=HAS_DIRECTORY,
    )


def _of_either(attribute: str | None) -> Any:
    def of(logical_id: str) -> Any:
        return Join(",", GetAtt(logical_id, attribute)) if attribute else Ref(logical_id)

    return If(IS_MICROSOFT, of("DirectoryServiceMicrosoftAD"), of("DirectoryServiceSimpleAD"))


def _parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="Directory",
        description=(
            "MICROSOFT_AD is Active Directory of Microsoft, run by AWS. SIMPLE_AD is Samba, without trusts and MFA; nothing is made in a"
            f" Region that lacks it, which most do ({', '.join(sorted(SIMPLE_AD_REGIONS))} have it)."
            " Both are billed by the hour while they exist."
        ),
        label="Directory",
        group=GROUP,
        default="NONE",
        allowed_values=("NONE", "MICROSOFT_AD", "SIMPLE_AD"),
    )
    yield Parameter(
        name="DirectoryEdition",
        description="Edition of Managed Microsoft AD.",
        label="Edition",
        group=GROUP,
        default="Standard",
        allowed_values=("Standard", "Enterprise"),
    )
    yield Parameter(
        name="DirectorySize",
        description="Size of Simple AD: Small is for 500 users, Large for 5,000.",
        label="Size",
        group=GROUP,
        default="Small",
        allowed_values=("Small", "Large"),
    )
    yield Parameter(
        name="DirectoryDomainName",
        description="Fully qualified name of the domain; it is never changed, and need not be public.",
        label="Domain",
        group=GROUP,
        default="corp.example.com",
        allowed_pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]{2,}$",
        constraint="A domain such as corp.example.com.",
        max_length=64,
    )
    yield Parameter(
        name="DirectoryShortName",
        description="NetBIOS name of the domain.",
        label="Short name",
        group=GROUP,
        default="CORP",
        allowed_pattern="^[A-Z0-9][A-Z0-9-]{0,14}$",
        constraint="At most 15 upper case letters, digits and hyphens.",
    )
    patterns = {"DirectoryVpcId": "vpc", "DirectorySubnetId1": "subnet", "DirectorySubnetId2": "subnet"}
    labels = {"DirectoryVpcId": "VPC", "DirectorySubnetId1": "First subnet", "DirectorySubnetId2": "Second subnet"}
    for name, kind in patterns.items():
        words = (
            "VPC of the directory." if kind == "vpc" else "Private subnet; the two are in different Availability Zones."
        )
        constraint = f"The id of a {kind}, or nothing."
        yield text_parameter(name, labels[name], words, f"^({kind}-[0-9a-f]{{8,17}})?$", constraint, group=GROUP)


def _secret() -> Iterator[Element]:
    yield Comment(
        "Nobody sees the password but who may read this secret. The directory has it from here once: who changes one changes both"
        " (aws ds reset-user-password). It stays with the directory."
    )
    yield secretsmanager.Secret(
        SECRET,
        Condition=HAS_DIRECTORY,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        Description=Sub("Administrator of the directory ${DirectoryDomainName}"),
        GenerateSecretString=secretsmanager.GenerateSecretString(
            SecretStringTemplate=If(
                IS_MICROSOFT, json.dumps({"username": "Admin"}), json.dumps({"username": "Administrator"})
            ),
            GenerateStringKey="password",
            PasswordLength=32,
            RequireEachIncludedType=True,
            ExcludeCharacters="\"'\\{}$",
        ),
    )


def _directories() -> Iterator[Element]:
    place = {
        "Name": Ref("DirectoryDomainName"),
        "ShortName": Ref("DirectoryShortName"),
        "Password": Sub(f"{{{{resolve:secretsmanager:${{{SECRET}}}:SecretString:password}}}}"),
        "VpcSettings": directoryservice.VpcSettings(
            VpcId=Ref("DirectoryVpcId"), SubnetIds=[Ref("DirectorySubnetId1"), Ref("DirectorySubnetId2")]
        ),
    }
    kept = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
    yield Comment(
        "A deleted stack leaves its users, and the bill: delete the directory by hand. AD Connector has no type here."
    )
    yield directoryservice.MicrosoftAD(
        "DirectoryServiceMicrosoftAD", Condition=IS_MICROSOFT, **kept, Edition=Ref("DirectoryEdition"), **place
    )
    yield directoryservice.SimpleAD(
        "DirectoryServiceSimpleAD", Condition=IS_SIMPLE, **kept, Size=Ref("DirectorySize"), **place
    )


ARTICLE = Article(
    title=Text("AWS Directory Service", "AWS Directory Service"),
    summary=Text(
        "Managed Microsoft AD or Simple AD in private subnets, with an administrator's password that nobody has typed.",
        "プライベートサブネットの Managed Microsoft AD または Simple AD。管理者パスワードは自動生成し、シークレットに保管します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Off by default. A directory is billed by the hour, by edition or size, while it exists; its secret by the month.",
        "既定では無効。ディレクトリはエディションまたはサイズに応じた時間課金、シークレットは月額課金。",
    ),
    elements=elements,
    undetected=Text(
        "AWS Config has no managed rule for a directory.",
        "AWS Config にディレクトリ用のマネージドルールはありません。",
    ),
)
