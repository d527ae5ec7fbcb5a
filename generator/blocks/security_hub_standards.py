"""The standards of Security Hub that a user chooses, and the controls of each that are not checked.

https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-standard.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Ref, Select, Split, Sub, securityhub

from generator.blocks.deployment import IS_HOME_REGION
from generator.blocks.region_condition import outside_of
from generator.knowledge.config_rules import described_regions, managed_rule
from generator.model import After, Comment, Condition, Element, Parameter

GROUP = "Standards"
HUB = "SecurityHubHub"
ELSEWHERE, HAS_GLOBAL_RULES = "ChecksGlobalResourcesElsewhere", "HasRulesOfGlobalResources"
GLOBAL_CONTROLS = {
    "Account.1": "SECURITY_ACCOUNT_INFORMATION_PROVIDED",
    "IAM.1": "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    "IAM.2": "IAM_USER_NO_POLICIES_CHECK",
    "IAM.3": "ACCESS_KEYS_ROTATED",
    "IAM.4": "IAM_ROOT_ACCESS_KEY_CHECK",
    "IAM.5": "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS",
    "IAM.6": "ROOT_ACCOUNT_HARDWARE_MFA_ENABLED",
    "IAM.7": "IAM_PASSWORD_POLICY",
    "IAM.8": "IAM_USER_UNUSED_CREDENTIALS_CHECK",
    "IAM.21": "IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
    "KMS.1": "IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS",
    "KMS.2": "IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS",
}
"""Controls of the best practices that judge the whole account, with the Config rule behind each.

https://docs.aws.amazon.com/securityhub/latest/userguide/controls-to-disable.html
"""


@dataclass(frozen=True)
class Standard:
    """A standard that one parameter chooses; ``versions`` are the parameter's values where there are several.

    ``slots`` is how many controls a user can disable: CloudFormation cannot make a list of objects from a list of names, so that each
    name has its place in the template.
    """

    thing: str
    name: str
    path: str
    versions: tuple[str, ...]
    default: str = "DISABLED"
    slots: int = 5

    @property
    def choices(self) -> tuple[str, ...]:
        """The parameter's values."""
        return ("DISABLED", "ENABLED") if len(self.versions) == 1 else ("DISABLED", *self.versions)

    @property
    def version(self) -> str:
        """The version as it stands in an ARN under Fn::Sub."""
        return self.versions[0] if len(self.versions) == 1 else f"${{{self.parameter}}}"

    @property
    def parameter(self) -> str:
        """The parameter that chooses the standard."""
        return f"Standard{self.thing}"

    @property
    def disabled(self) -> str:
        """The parameter with the controls that are not checked."""
        return f"{self.parameter}DisabledControls"

    @property
    def condition(self) -> str:
        """Whether it is chosen."""
        return f"Enables{self.parameter}"


BEST_PRACTICES = Standard(
    "BestPractices",
    "AWS Foundational Security Best Practices",
    "aws-foundational-security-best-practices",
    ("1.0.0",),
    "ENABLED",
    10,
)
STANDARDS = (
    BEST_PRACTICES,
    Standard("Cis", "CIS AWS Foundations Benchmark", "cis-aws-foundations-benchmark", ("1.4.0", "3.0.0", "5.0.0")),
    Standard("PciDss", "PCI DSS 4.0.1", "pci-dss", ("4.0.1",)),
    Standard("Nist80053", "NIST SP 800-53 Revision 5", "nist-800-53", ("5.0.0",)),
    Standard("ResourceTagging", "AWS Resource Tagging Standard", "aws-resource-tagging-standard", ("1.0.0",), slots=0),
)


def security_hub_standards() -> Iterator[Element]:
    """Parameters, conditions and standards; the resource ``SecurityHubHub``, if it is made, is yielded beside them."""
    for standard in STANDARDS:
        yield from _parameters(standard)
    yield from _global_controls()
    for standard in STANDARDS:
        yield Condition(standard.condition, Not(Equals(Ref(standard.parameter), "DISABLED")))
        for slot in range(standard.slots):
            yield Condition(_slot(standard, slot), Not(Equals(_named(standard, slot), "")))
    for standard in STANDARDS:
        yield from _standard(standard)


def _parameters(standard: Standard) -> Iterator[Element]:
    what = (
        "Version of this standard that is checked" if len(standard.versions) > 1 else "Whether this standard is checked"
    )
    yield Parameter(
        name=standard.parameter,
        description=f"{what}; each check is billed.",
        label=standard.name,
        group=GROUP,
        default=standard.default,
        allowed_values=standard.choices,
    )
    if not standard.slots:
        return
    yield Parameter(
        name=standard.disabled,
        description=(
            f"At most {standard.slots} controls that are not checked, separated by commas, each as it ends its StandardsControlArn (IAM.6)."
            " One that the Region does not have fails the stack."
        ),
        label=f"Disabled controls of {standard.name}",
        group=GROUP,
        default="",
        allowed_pattern=rf"^([A-Za-z0-9]+(\.[0-9]+)+(,[A-Za-z0-9]+(\.[0-9]+)+){{0,{standard.slots - 1}}})?$",
        constraint=f"At most {standard.slots} control ids such as IAM.6,EC2.10, or nothing.",
    )


def _global_controls() -> Iterator[Element]:
    yield Parameter(
        name="SecurityHubGlobalControls",
        description=(
            "Where the best practices judge what the account has only once, such as its IAM users: in each Region, where each check is"
            " billed again, or in the home Region only, as AWS advises where no other Region records global resources."
        ),
        label="Controls of global resources",
        group=GROUP,
        default="EVERY_REGION",
        allowed_values=("EVERY_REGION", "HOME_REGION"),
    )
    missing = {
        region
        for rule in map(managed_rule, GLOBAL_CONTROLS.values())
        for region in described_regions()
        if not rule.is_available(region)
    }
    yield outside_of(HAS_GLOBAL_RULES, missing)
    yield Condition(
        ELSEWHERE,
        And(
            Equals(Ref("SecurityHubGlobalControls"), "HOME_REGION"),
            Not({"Condition": IS_HOME_REGION}),
            {"Condition": HAS_GLOBAL_RULES},
        ),
    )


def _standard(standard: Standard) -> Iterator[Element]:
    arn = Sub(f"arn:${{AWS::Partition}}:securityhub:${{AWS::Region}}::standards/{standard.path}/v/{standard.version}")
    disabled = [_disabled(standard, slot) for slot in range(standard.slots)]
    if standard is BEST_PRACTICES:
        disabled += [If(ELSEWHERE, _control(standard, name), NoValue) for name in GLOBAL_CONTROLS]
    if disabled:
        yield Comment("One place for each control that the parameter can name.", "Properties/DisabledStandardsControls")
    yield securityhub.Standard(
        f"SecurityHub{standard.parameter}",
        Condition=standard.condition,
        StandardsArn=After(arn, HUB),
        **({"DisabledStandardsControls": disabled} if disabled else {}),
    )


def _slot(standard: Standard, slot: int) -> str:
    return f"Disables{standard.parameter}Control{slot + 1}"


def _named(standard: Standard, slot: int) -> Any:
    """The control in a place of the parameter, nothing where it names fewer."""
    return Select(slot, Split(",", Sub(f"${{{standard.disabled}}}{',' * (standard.slots - 1)}")))


def _disabled(standard: Standard, slot: int) -> Any:
    return If(_slot(standard, slot), _control(standard, _named(standard, slot)), NoValue)


def _control(standard: Standard, name: Any) -> securityhub.StandardsControl:
    arn = f"arn:${{AWS::Partition}}:securityhub:${{AWS::Region}}:${{AWS::AccountId}}:control/{standard.path}/v/{standard.version}/"
    full = Sub(arn + name) if isinstance(name, str) else Sub(arn + "${Control}", Control=name)
    reason = "Judged in the home Region" if isinstance(name, str) else "Disabled by a parameter of the stack"
    return securityhub.StandardsControl(StandardsControlArn=full, Reason=reason)
