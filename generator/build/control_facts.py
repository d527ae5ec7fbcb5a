"""What is derived of each control, for tables and for programs."""

from collections.abc import Mapping
from typing import Any

from generator import registry
from generator.blocks.account_setting import association_id
from generator.blocks.config_control import rule_id
from generator.model import Control
from generator.render import Template

VERSIONS = ("1.2.0", "1.4.0", "3.0.0", "5.0.0")
"""Of the CIS AWS Foundations Benchmark, as far as Security Hub knows them."""
HOLDERS = ("AWS::Config::ConfigRule", "AWS::SSM::Association")
"""What looks at the state of a control."""


def control_facts(templates: Mapping[str, Template]) -> list[dict[str, Any]]:
    """One mapping per control, sorted by identifier; ``articles`` are the templates that hold its rule, or its association.

    ``set_up_by`` are those that set up from the start what it finds missing.
    """
    holders: dict[str, list[str]] = {}
    for name, template in templates.items():
        for logical_id, body in template.resources.items():
            if body["Type"] in HOLDERS:
                holders.setdefault(logical_id, []).append(name)
    ids = {control.identifier: (rule_id(control), association_id(control)) for control in registry.controls().values()}
    return [
        facts(control, [name for each in ids[control.identifier] for name in holders.get(each, [])])
        | {"set_up_by": [name for name, each in templates.items() if control.identifier in each.article.detected_by]}
        for control in registry.controls().values()
    ]


def facts(control: Control, articles: list[str]) -> dict[str, Any]:
    """The control as ``baseline list --controls --json`` prints it."""
    return {
        "identifier": control.identifier,
        "rule_name": control.rule_name if not control.scheduled else None,
        "title": control.title.en,
        "title_ja": control.title.ja,
        "scope": control.scope.name,
        "runbook": control.runbook.name if control.runbook else None,
        "mode": control.mode.name.lower(),
        "undo": bool(control.runbook and control.runbook.undo),
        "security_hub": list(control.framework.security_hub),
        "cis": {version: list(ids) for version, ids in control.framework.cis.items()},
        "trusted_advisor": list(control.framework.trusted_advisor),
        "anti_patterns": list(control.framework.anti_patterns),
        "articles": articles,
    }


def control_table(every: list[dict[str, Any]], language: str) -> str:
    """One row per control, in Markdown; those that repair first."""
    heads = {
        "en": ("control", "Security Hub", "Trusted Advisor", "anti-pattern", "mode", "undo"),
        "ja": ("コントロール", "Security Hub", "Trusted Advisor", "アンチパターン", "モード", "復元"),
    }[language]
    columns = (heads[0], heads[1], *(f"CIS {version}" for version in VERSIONS), *heads[2:])
    rows = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    for each in sorted(every, key=lambda each: (each["runbook"] is None, each["identifier"])):
        cells = [
            f"{each['title_ja' if language == 'ja' else 'title']} (`{each['identifier']}`)",
            _cell(each["security_hub"]),
            *(_cell(each["cis"].get(version, [])) for version in VERSIONS),
            _cell(each["trusted_advisor"]),
            _cell(each["anti_patterns"]),
            each["mode"] if each["runbook"] else "-",
            "yes" if each["undo"] else "-",
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(ids: list[Any]) -> str:
    return ", ".join(map(str, ids)) or "-"
