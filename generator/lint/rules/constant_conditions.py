"""Conditions that no choice of parameters changes.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/conditions-section-structure.html
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cfnlint.rules import CloudFormationLintRule

from generator.lint.condition_values import ConditionValues
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, names
from generator.lint.transforms import as_written


@documented("W9701", "conditions", "parameters")
class ConstantConditions(CloudFormationLintRule):
    """A condition can be true and can be false.

    A condition that is the same for all values that its parameters allow decides nothing: most often the text that it compares with is
    written otherwise in AllowedValues, or no Region has that name. What hangs on it is never made, or always.

    Example::

        Parameters:
          Mode:
            Type: String
            Default: DETECT
            AllowedValues: [DISABLED, DETECT, AUTOMATIC]
        Conditions:
          Automatic: !Equals [!Ref Mode, Automatic]
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Condition: Automatic

    Use instead::

        Parameters:
          Mode:
            Type: String
            Default: DETECT
            AllowedValues: [DISABLED, DETECT, AUTOMATIC]
        Conditions:
          Automatic: !Equals [!Ref Mode, AUTOMATIC]
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Condition: Automatic

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/conditions-section-structure.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each condition that is constant and made of none that is."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    declared = template.get("Conditions")
    values = ConditionValues(template)
    known = {
        name: values.outcomes(name)
        for name in (declared if isinstance(declared, Mapping) else ())
        if isinstance(name, str)
    }
    for name, outcomes in known.items():
        if len(outcomes) != 1:
            continue
        reached = values.reached(name)
        pairs = values.equalities({"Condition": name})
        # Two texts, or the same twice, are told of by cfn-lint (W8003).
        if any(left == right or not list(names([left, right])) for left, right in pairs):
            continue
        if not any(len(known[other]) == 1 for other in reached if other != name):
            (value,) = outcomes
            hung_on = ", ".join(sorted({each for pair in pairs for each in names(pair)}))
            yield ("Conditions", name), f"the condition is {str(value).lower()} for every allowed value of {hung_on}"
