"""The permission gate: while a role is assumed, each API call is held to the role's policies as IAM would."""

from generator.permissions.gate import Decision, Gate
from generator.permissions.policies import RolePolicies, Statement
from generator.permissions.unused import UnusedGrants, unused_actions

__all__ = ["Decision", "Gate", "RolePolicies", "Statement", "UnusedGrants", "unused_actions"]
