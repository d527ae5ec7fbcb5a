"""Remediation configurations in a template, with the rule and the runbook that they name.

https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator.lint.nodes import Declared, Path, branches, function, literal, resources, written
from generator.lint.transforms import as_written, is_open

TRUE: Final = (True, "true", "True")


@dataclass(frozen=True)
class Remediation:
    """One remediation configuration whose properties are all in the template."""

    resource: Declared

    @property
    def automatic(self) -> Path | None:
        """Where it says that it is automatic, in any branch."""
        return next((each.path for each in self.resource.at("Automatic") if each.value in TRUE), None)

    def lacks(self, *steps: str) -> bool:
        """Whether nothing stands at ``steps``, in no branch."""
        return not any(self.resource.at(*steps))

    def static_values(self) -> Iterator[tuple[str, Path, list[Any]]]:
        """The parameters of the runbook that get plain values, in one branch only."""
        for parameters in self.resource.at("Parameters"):
            if not isinstance(parameters.value, Mapping) or function(parameters.value):
                continue
            for name in parameters.value:
                values = list(self.resource.at("Parameters", str(name), "StaticValue", "Values", "*"))
                if values and all(literal(each.value) is not None for each in values):
                    whole = not any("Fn::If" in each.path for each in values)
                    if whole:
                        yield str(name), (*parameters.path, name), [each.value for each in values]


def remediations(cfn: Any) -> Iterator[Remediation]:
    """Every remediation configuration whose properties no function adds to."""
    for resource in resources(as_written(cfn), "AWS::Config::RemediationConfiguration"):
        places = list(branches(resource.properties))
        parameters = list(resource.at("Parameters"))
        if not any(is_open(each.value) or not isinstance(each.value, Mapping) for each in places + parameters):
            yield Remediation(resource)


def rule_of(remediation: Remediation, rules: Mapping[str, Declared]) -> str | None:
    """The logical id of the rule that a remediation is for, where it is in the template."""
    for place in remediation.resource.at("ConfigRuleName"):
        name = written(place.value)
        if name is None:
            return None
        by_reference = name.removeprefix("${").removesuffix("}")
        if name.startswith("${") and by_reference in rules:
            return by_reference
        for logical_id, rule in rules.items():
            if any(written(each.value) == name for each in rule.at("ConfigRuleName")):
                return logical_id
    return None
