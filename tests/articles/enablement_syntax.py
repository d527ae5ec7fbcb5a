"""Faults of the policies of an Organization that enable services, against the syntax that AWS documents for each type."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from generator.knowledge.regions import partitions

REGIONS: Final = {region.code for partition in partitions().values() for region in partition.regions}
Faults = Iterator[str]


def _keys(where: str, found: Mapping[str, Any], required: set[str], optional: set[str]) -> Faults:
    yield from (f"{where}: {key} is missing" for key in sorted(required - found.keys()))
    yield from (f"{where}: there is no {key}" for key in sorted(found.keys() - required - optional))


def _lists(where: str, found: Mapping[str, Any], optional: set[str]) -> Faults:
    """Both lists are required, each may be empty."""
    lists = ("enable_in_regions", "disable_in_regions")
    yield from _keys(where, found, set(lists), optional)
    for name in lists:
        for operator, regions in found.get(name, {}).items():
            if operator not in ("@@assign", "@@append", "@@remove") or not isinstance(regions, list):
                yield f"{where}: {name} has {operator} {regions}"
            else:
                yield from (f"{where}: no Region {code}" for code in regions if code not in {*REGIONS, "ALL_SUPPORTED"})


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inspector_syntax.html
SCANS: Final = {"code_repository_scanning", "ec2_scanning", "ecr_scanning", "lambda_standard_scanning"}


def inspector_faults(policy: Mapping[str, Any]) -> Faults:
    """Each scan is optional; that of the code of functions stands in that of functions."""
    yield from _keys("policy", policy, {"inspector"}, set())
    yield from _keys("inspector", policy["inspector"], {"enablement"}, set())
    scans = policy["inspector"]["enablement"]
    yield from _keys("enablement", scans, set(), SCANS)
    if not scans:
        yield "enablement: there is no scan"
    for name, found in scans.items():
        code = {"lambda_code_scanning"} if name == "lambda_standard_scanning" else set()
        yield from _lists(name, found, code)
        for inner in code & found.keys():
            yield from _lists(inner, found[inner], set())


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html
def security_hub_faults(policy: Mapping[str, Any]) -> Faults:
    """Features are optional."""
    yield from _keys("policy", policy, {"securityhub"}, set())
    yield from _lists("securityhub", policy["securityhub"], {"features"})
    features = policy["securityhub"].get("features", {})
    yield from _keys("features", features, set(), {"network_scanning"})
    for name, found in features.items():
        yield from _lists(name, found, set())


# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_guardduty_syntax.html
FEATURES: Final = {
    *("foundational", "s3_data_events", "eks_audit_logs", "ebs_malware_protection", "rds_login_events"),
    *("lambda_network_logs", "runtime_monitoring", "ai_protection"),
}
AGENTS: Final = {"eks_addon_management", "ec2_agent_management", "ecs_fargate_agent_management"}


def guardduty_faults(policy: Mapping[str, Any]) -> Faults:
    """A block for every Region or for one; whatever else it enables, it enables what is foundational."""
    yield from _keys("policy", policy, {"guardduty"}, set())
    yield from _keys("guardduty", policy["guardduty"], {"enablement"}, set())
    blocks = policy["guardduty"]["enablement"]
    if not blocks:
        yield "enablement: there is no block"
    for name, block in blocks.items():
        if name != "default" and name not in REGIONS:
            yield f"enablement: no Region {name}"
        yield from _block(name, block)


def _block(where: str, block: Mapping[str, Any]) -> Faults:
    yield from _keys(where, block, set(), FEATURES)
    for name, found in block.items():
        more = {"additional_configuration"} if name == "runtime_monitoring" else set()
        yield from _keys(name, found, {"status"}, more)
        yield from _status(name, found)
        agents = found.get("additional_configuration", {})
        yield from _keys("additional_configuration", agents, set(), AGENTS)
        for agent, inner in agents.items():
            yield from _keys(agent, inner, {"status"}, set())
            yield from _status(agent, inner)
    if _on(block) and "foundational" not in _on(block):
        yield f"{where}: foundational is not enabled"


def _on(block: Mapping[str, Any]) -> list[str]:
    return [name for name, found in block.items() if found.get("status") == {"@@assign": "enabled"}]


def _status(where: str, found: Mapping[str, Any]) -> Faults:
    if not re.fullmatch(r"\{'@@assign': '(enabled|disabled)'\}", str(found.get("status"))):
        yield f"{where}: status is {found.get('status')}"


FAULTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Faults]]] = {
    "GUARDDUTY_POLICY": guardduty_faults,
    "INSPECTOR_POLICY": inspector_faults,
    "SECURITYHUB_POLICY": security_hub_faults,
}
