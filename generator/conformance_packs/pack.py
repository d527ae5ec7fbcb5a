"""One conformance pack: its rules with their inputs as parameters, within the limits of AWS Config.

A pack has a Parameters and a Resources section and no conditions: what a Region lacks is not in its pack. The rules only detect:
remediations of a pack need runbooks and roles that are in the account already.

https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.blocks.config_control import rule_id
from generator.conformance_packs.themes import Theme
from generator.knowledge import limits
from generator.model import BadInput, Control
from generator.render.yaml_writer import write

FOLDER = "templates/conformance-packs"


@dataclass(frozen=True)
class Pack:
    """The part of a theme that some Regions, all of one partition, have in common; ``name`` is that of its file."""

    name: str
    theme: Theme
    controls: tuple[Control, ...]
    partition: str
    regions: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its place in the checkout."""
        return f"{FOLDER}/{self.name}.yaml"

    @property
    def data(self) -> dict[str, Any]:
        """What the document says."""
        inputs = [each for control in self.controls for each in _parameters(control, self.partition)]
        parameters = {"Parameters": dict(inputs)} if inputs else {}
        return {**parameters, "Resources": {rule_id(control): _rule(control) for control in self.controls}}

    @property
    def text(self) -> str:
        """The YAML; BadInput where it breaks a limit."""
        data = self.data
        text = write(data, {}, self._header())
        self._require("rules", len(data["Resources"]), limits.CONFORMANCE_PACK_RULES)
        self._require("parameters", len(data.get("Parameters", {})), limits.CONFORMANCE_PACK_INPUT_PARAMETERS)
        self._require("bytes", len(text.encode()), limits.CONFORMANCE_PACK_BODY_BYTES)
        return text

    def _header(self) -> tuple[str, ...]:
        return (
            f"Conformance pack of AWS Config: {self.theme.title}. Generated from generator/controls/.",
            "Do not edit: change the controls and run `make build`.",
            *_lines("Regions:", self.regions),
        )

    def _require(self, noun: str, there: int, most: int) -> None:
        if there > most:
            raise BadInput(self.path, f"{there} {noun} are more than a pack may have ({most})", "Split the theme")


def _lines(label: str, words: Sequence[str], most: int = 8) -> list[str]:
    rows = [" ".join(words[start : start + most]) for start in range(0, len(words), most)]
    return [f"{label} {row}" if not number else f"{' ' * len(label)} {row}" for number, row in enumerate(rows)]


def _parameter(control: Control, name: str) -> str:
    return f"{control.pascal}Param{name[0].upper()}{name[1:]}"


def _parameters(control: Control, partition: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (_parameter(control, name), {"Type": "String", "Default": value.replace("${AWS::Partition}", partition)})
        for name, value in control.inputs.items()
    ]


def _rule(control: Control) -> dict[str, Any]:
    inputs = {name: {"Ref": _parameter(control, name)} for name in control.inputs}
    facts: dict[str, Any] = {
        "ConfigRuleName": control.rule_name,
        "Description": f"{control.title.en}.",
        **({"InputParameters": inputs} if inputs else {}),
    }
    return {"Type": "AWS::Config::ConfigRule", "Properties": {**facts, **_source(control)}}


def _source(control: Control) -> dict[str, Any]:
    if control.guard is None:
        return {"Source": {"Owner": "AWS", "SourceIdentifier": control.identifier}}
    change = {"EventSource": "aws.config", "MessageType": "ConfigurationItemChangeNotification"}
    policy = {"PolicyRuntime": "guard-2.x.x", "PolicyText": control.guard.policy}
    return {
        "Scope": {"ComplianceResourceTypes": list(control.guard.resource_types)},
        "Source": {"Owner": "CUSTOM_POLICY", "CustomPolicyDetails": policy, "SourceDetails": [change]},
    }
