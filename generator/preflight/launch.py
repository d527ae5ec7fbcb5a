"""An article as it would be launched in one Region: its parameters by now, and the resources that these make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from generator.model import BadInput
from generator.template.conditions import evaluate_conditions
from generator.template.errors import RequestRefused
from generator.template.functions import Scope, evaluate
from generator.template.parameters import resolve
from generator.template.parse import parse
from generator.template.pseudo_parameters import pseudo_parameters

CREATE: Final = "CREATE"
EXISTING: Final = "EXISTING"


@cache
def template(root: Path, article: str) -> Mapping[str, Any]:
    """The committed template, decoded; BadInput where it is not there."""
    path = root / "templates" / f"{article}.yaml"
    try:
        found: Mapping[str, Any] = parse(path.read_text("utf-8"))
    except (OSError, RequestRefused) as error:
        raise BadInput(f"templates/{path.name}", "the template is not there", "Run make build") from error
    return found


@dataclass
class Launch:
    """``values`` change as probes decide; ``chosen`` says whether somebody wrote them for this account.

    ``owned`` is what a live stack of this article holds: physical ids by logical id, and ``stack`` its name.
    """

    article: str
    body: Mapping[str, Any]
    values: dict[str, str]
    account: str
    region: str
    chosen: bool = False
    stack: str = ""
    owned: Mapping[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> Mapping[str, Any]:
        """The parameters that the template asks."""
        found: Mapping[str, Any] = self.body.get("Parameters", {})
        return found

    def scope(self, changed: Mapping[str, str] | None = None) -> Scope:
        """What references resolve to before anything is made."""

        def unknown(name: str, *_: str) -> Any:
            raise RequestRefused(f"{name} is known only once it is made")

        values: dict[str, Any] = {
            **resolve(self.declared, {**self.values, **(changed or {})}),
            **pseudo_parameters(self.account, self.region, "preflight", "preflight"),
        }
        scope = Scope(values, self.body.get("Mappings", {}), {}, unknown, unknown, unknown, lambda region: [region])
        conditions = evaluate_conditions(self.body.get("Conditions", {}), scope)
        return Scope(values, scope.mappings, conditions, unknown, unknown, unknown, scope.zones)

    def resources(self, changed: Mapping[str, str] | None = None) -> dict[str, Mapping[str, Any]]:
        """What the stack would hold, by logical id, with the parameters ``changed``."""
        conditions = self.scope(changed).conditions
        every: Mapping[str, Mapping[str, Any]] = self.body["Resources"]
        return {name: body for name, body in every.items() if conditions.get(body.get("Condition", ""), True)}

    def of_type(self, type_name: str, changed: Mapping[str, str] | None = None) -> dict[str, Mapping[str, Any]]:
        """The resources of one type that the stack would hold."""
        return {name: body for name, body in self.resources(changed).items() if body["Type"] == type_name}

    def named(self, type_name: str, name_property: str, changed: Mapping[str, str] | None = None) -> dict[str, str]:
        """The physical names that the stack would give resources of a type, by logical id."""
        scope = self.scope(changed)
        found = {}
        for logical_id, body in self.of_type(type_name, changed).items():
            if name_property in body.get("Properties", {}):
                name = evaluate(body["Properties"][name_property], scope)
                if isinstance(name, str):
                    found[logical_id] = name
        return found
