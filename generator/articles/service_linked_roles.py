"""Emits templates/service-linked-roles.yaml: the roles that security services take in this account.

https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from troposphere import And, Equals, Ref, iam

from generator.blocks.deployment import IS_HOME_REGION, home_region
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

GROUP = "Service-linked roles"


@dataclass(frozen=True)
class ServiceLinkedRole:
    """A role that one service takes; ``default`` is CREATE only where nothing else makes it."""

    thing: str
    principal: str
    service: str
    default: str = "EXISTING"


ROLES = (
    ServiceLinkedRole("Config", "config", "AWS Config", "CREATE"),
    ServiceLinkedRole("ConfigRemediation", "remediation.config", "AWS Config Remediation"),
    ServiceLinkedRole("ConfigMultiAccountSetup", "config-multiaccountsetup", "AWS Config rules of an Organization"),
    ServiceLinkedRole("CloudTrail", "cloudtrail", "AWS CloudTrail trails of an Organization"),
    ServiceLinkedRole("AccessAnalyzer", "access-analyzer", "IAM Access Analyzer"),
    ServiceLinkedRole("SecurityHub", "securityhub", "AWS Security Hub"),
    ServiceLinkedRole("GuardDuty", "guardduty", "Amazon GuardDuty"),
    ServiceLinkedRole(
        "GuardDutyMalwareProtection", "malware-protection.guardduty", "Amazon GuardDuty Malware Protection"
    ),
    ServiceLinkedRole("Inspector", "inspector2", "Amazon Inspector"),
    ServiceLinkedRole("Detective", "detective", "Amazon Detective"),
    ServiceLinkedRole("Macie", "macie", "Amazon Macie"),
    ServiceLinkedRole("SystemsManager", "ssm", "AWS Systems Manager"),
)


def elements() -> Iterator[Element]:
    """Each role with its choice: an account has it once, and creating it again fails."""
    for role in ROLES:
        yield from _elements_of(role)
    yield from home_region()


def _elements_of(role: ServiceLinkedRole) -> Iterator[Element]:
    choice, condition = f"ServiceLinkedRoleOf{role.thing}", f"CreatesServiceLinkedRoleFor{role.thing}"
    how = (
        "EXISTING where the account has it."
        if role.default == "CREATE"
        else "EXISTING: the service makes it when it is enabled."
    )
    yield Parameter(
        name=choice,
        description=f"Service-linked role of {role.service}. {how} CREATE fails where it exists.",
        label=role.service,
        group=GROUP,
        default=role.default,
        allowed_values=("CREATE", "EXISTING"),
    )
    yield Condition(condition, And({"Condition": IS_HOME_REGION}, Equals(Ref(choice), "CREATE")))
    if role is ROLES[0]:
        yield Comment("Kept when the stack goes: the service goes on using its role.")
    yield iam.ServiceLinkedRole(
        f"ServiceLinkedRoleFor{role.thing}",
        Condition=condition,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        AWSServiceName=f"{role.principal}.amazonaws.com",
        Description=f"Lets {role.service} act on the resources of this account.",
    )


ARTICLE = Article(
    title=Text("Service-linked roles", "サービスにリンクされたロール"),
    summary=Text(
        "Service-linked roles of AWS Config and of the other security services, each created or left as it is.",
        "AWS Config などのセキュリティサービスが使う、サービスにリンクされたロール。作成するか既存のものを使うかを選べます。",
    ),
    scope=Scope.HOME,
    cost=Text("Free.", "無料。"),
    elements=elements,
)
