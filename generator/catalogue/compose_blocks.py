"""The YAML of each control in pieces, from which the page composes the same text as ``baseline compose``.

A file per control, and one with what every composed template has; ``assets/compose.js`` puts them together.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.blocks.account_setting import account_settings
from generator.blocks.config_control import AT_ONCE, config_controls
from generator.blocks.control_notifications import NOTIFIES, NOTIFIES_AT_HOME, control_notifications
from generator.blocks.deployment import deployment, name_prefix
from generator.build.compose import MOST_RUNBOOKS
from generator.catalogue.entries import Entry
from generator.knowledge import limits
from generator.model import Control, Element, Scope
from generator.render.assembly import assembled
from generator.render.scalars import scalar
from generator.render.yaml_writer import write

SECTIONS = ("Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs")
THING = "Composed"
NAMES = "@NAMES@"
Pieces = dict[str, list[list[str]]]


def compose_files(entries: Sequence[Entry]) -> dict[str, str]:
    """``compose/<slug>.json`` of every control, and ``compose/shared.json``."""
    files = {f"compose/{entry.slug}.json": _text(_control(entry.control)) for entry in entries}
    repairs = [entry.control for entry in entries if entry.control.runbook and not entry.control.scheduled]
    at_home = next(control for control in repairs if control.scope is Scope.HOME)
    return files | {"compose/shared.json": _text(_shared(repairs[0], repairs[1], at_home))}


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def _control(control: Control) -> dict[str, Any]:
    own = (account_settings if control.scheduled else config_controls)(control)
    facts: dict[str, Any] = {
        "scheduled": control.scheduled,
        "home": control.scope is Scope.HOME,
        "rule": None if control.scheduled else control.rule_name,
        "runbook": control.runbook.name if control.runbook else None,
        **_pieces(own),
    }
    if control.runbook is None and not control.scheduled:
        told = _pieces(control_notifications(THING, control))["sections"]
        facts["told"] = {
            "Conditions": [each for each in told["Conditions"] if each[0] != NOTIFIES],
            "Resources": told["Resources"],
        }
    return facts


def _shared(one: Control, other: Control, at_home: Control) -> dict[str, Any]:
    told = _pieces(control_notifications(THING, one, other))
    rules = dict(told["sections"].pop("Resources"))
    home = dict(_pieces(control_notifications(THING, at_home))["sections"]["Conditions"])
    patterns = _patterns(one)
    return {
        "sections": SECTIONS,
        "most_runbooks": MOST_RUNBOOKS,
        "at_once": AT_ONCE,
        "quota": limits.EVENT_PATTERN_QUOTA,
        "notifications": {**told, "sections": {**told["sections"], "Conditions": [[NOTIFIES, home[NOTIFIES]]]}},
        "notifies": NOTIFIES,
        "at_home": [NOTIFIES_AT_HOME, home[NOTIFIES_AT_HOME]],
        "found": [*_rule(rules, f"EventsRuleFor{THING}Compliance", (one.rule_name, other.rule_name)), patterns[0]],
        "failed": [*_rule(rules, f"EventsRuleFor{THING}Repairs", _runbooks(one, other)), patterns[1]],
        "deployment": _pieces(deployment()),
        "name_prefix": _pieces(name_prefix()),
    }


def _runbooks(*controls: Control) -> tuple[str, ...]:
    return tuple(control.runbook.name for control in controls if control.runbook)


def _rule(rules: Mapping[str, str], logical_id: str, names: Sequence[str]) -> list[str]:
    """The rule's text with one mark where the lines of ``names`` stand."""
    lines = rules[logical_id].split("\n")
    ends = tuple(f"-{name}" for name in names)
    place = next(number for number, line in enumerate(lines) if line.endswith(ends[0]))
    kept = [line for line in lines if not line.endswith(ends)]
    lead = lines[place].partition("- ")[0]
    return [logical_id, "\n".join([*kept[:place], NAMES, *kept[place:]]), f"{lead}- !Sub ${{NamePrefix}}-"]


def _patterns(control: Control) -> list[int]:
    """The characters of both patterns without names, account and Region as long as they get."""
    resources = assembled("compose", THING, control_notifications(THING, control)).data["Resources"]
    found = []
    for body in resources.values():
        pattern = body["Properties"]["EventPattern"]
        detail = {
            key: [] if key in ("configRuleName", "Definition") else each for key, each in pattern["detail"].items()
        }
        found.append(len(json.dumps(pattern | {"account": ["x" * 12], "region": ["x" * 16], "detail": detail})))
    return found


def _pieces(elements: Iterable[Element]) -> dict[str, Any]:
    """The entries of each section as text, and the labels of the parameters with their groups."""
    made = assembled("compose", THING, elements)
    sections = _split(write(made.data, made.comments, texts=made.texts))
    interface = made.data.get("Metadata", {}).get("AWS::CloudFormation::Interface", {})
    groups = {
        name: group["Label"]["default"]
        for group in interface.get("ParameterGroups", [])
        for name in group["Parameters"]
    }
    labels = _labels(sections.pop("Metadata", []))
    facts: dict[str, Any] = {
        "sections": {key: sections[key] for key in SECTIONS if key in sections},
        "labels": [[name, scalar(groups[name]), labels[name]] for name in made.parameters],
    }
    documents = [name for name, body in made.data.get("Resources", {}).items() if body["Type"] == "AWS::SSM::Document"]
    if documents:
        facts["document"] = documents[0]
        facts["waits"] = _waits(documents[0], made.data["Resources"][documents[0]]["Condition"])
    return facts


def _waits(document: str, condition: str) -> str:
    """The lines that give the type of a document which is made after ``document``, as After() comes out."""
    reference = {"Fn::If": [condition, {"Ref": document}, ""]}
    made = {
        "Resources": {
            "X": {"Type": "X", "Properties": {"DocumentType": {"Fn::Select": [0, ["Automation", reference]]}}}
        }
    }
    return write(made).partition("    Properties:\n")[2].rstrip("\n")


def _labels(metadata: list[list[str]]) -> dict[str, str]:
    text = "\n".join(each for _, each in metadata).partition("    ParameterLabels:\n")[2]
    return {name: body for name, body in _entries(text.split("\n"), 6) if name}


def _split(text: str) -> Pieces:
    """Each section's entries, name and text; a comment belongs to the entry below it."""
    sections: Pieces = {}
    chunk: list[str] = []
    for line in [*text.rstrip("\n").split("\n"), "End:"]:
        if line and line[0] not in " #" and line.endswith(":"):
            if chunk:
                sections[chunk[0].rstrip(":")] = _entries(chunk[1:], 2)
            chunk = [line]
        elif chunk:
            chunk.append(line)
    return sections


def _entries(lines: Sequence[str], indent: int) -> list[list[str]]:
    found: list[list[str]] = []
    waiting: list[str] = []
    pad = " " * indent
    for line in lines:
        if line.startswith(f"{pad}# "):
            waiting.append(line)
        elif line.startswith(pad) and line[indent : indent + 1] not in (" ", ""):
            found.append([line[indent:].partition(":")[0], "\n".join([*waiting, line])])
            waiting = []
        elif found:
            found[-1][1] += f"\n{line}"
    return [[name, body.rstrip("\n")] for name, body in found]
