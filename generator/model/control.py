"""What one file in ``controls/`` declares: one AWS Config rule and, where it can be repaired, the runbook.

https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_use-managed-rules.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from generator.knowledge.config_rules import managed_rule
from generator.model.elements import Parameter
from generator.model.runbook import Runbook
from generator.model.scope import Scope
from generator.model.text import Text


class Mode(Enum):
    """What may happen without a person."""

    AUTO = "safe to run unattended once it is enabled"
    APPROVE = "can break workloads: a person decides first"
    NOTIFY = "not to be automated"


@dataclass(frozen=True, kw_only=True)
class Framework:
    """The ids under which the standards know a control; CIS numbers differ from version to version."""

    security_hub: tuple[str, ...] = ()
    cis: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trusted_advisor: tuple[str, ...] = ()
    anti_patterns: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A policy in the language of AWS CloudFormation Guard, for configuration items of ``resource_types``.

    https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_cfn-guard.html
    """

    resource_types: tuple[str, ...]
    policy: str


@dataclass(frozen=True, kw_only=True)
class Control:
    """One Config rule: what it demands, why, what its standards call it, and how it is repaired.

    ``identifier`` is AWS's (``VPC_DEFAULT_SECURITY_GROUP_CLOSED``); ``title`` describes the compliant state; ``danger`` says what a
    repair can break. A value of ``inputs`` may name pseudo parameters: ``arn:${AWS::Partition}:iam::aws:policy/AWSSupportAccess``.
    ``optional_inputs`` are inputs that the rule gets where the user fills the parameter, which the runbook asks for too.
    ``guard`` takes the place of a managed rule that AWS lacks. ``scheduled`` is a control of a setting that Config does not record:
    it has no rule, and State Manager runs its runbook.
    """

    identifier: str
    title: Text
    why: Text
    scope: Scope
    mode: Mode
    framework: Framework
    inputs: Mapping[str, str] = field(default_factory=dict)
    optional_inputs: Mapping[str, Parameter] = field(default_factory=dict)
    danger: Text | None = None
    runbook: Runbook | None = None
    guard: Guard | None = None
    scheduled: bool = False

    @property
    def managed(self) -> bool:
        """Whether AWS wrote the rule."""
        return self.guard is None and not self.scheduled

    @property
    def rule_name(self) -> str:
        """The name of the rule, without the prefix; AWS writes some of its own otherwise than their identifiers."""
        return managed_rule(self.identifier).rule_name if self.managed else self.identifier.lower().replace("_", "-")

    @property
    def pascal(self) -> str:
        """The identifier as it stands in logical ids: ``VpcDefaultSecurityGroupClosed``."""
        return "".join(word.capitalize() for word in self.identifier.split("_"))
