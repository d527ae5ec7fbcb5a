"""Rules whose assertions refuse the defaults of the parameters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/rules-section-structure.html
"""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Path, names
from generator.lint.transforms import as_written
from generator.template.errors import RequestRefused
from generator.template.functions import Scope
from generator.template.parameters import resolve
from generator.template.rules import check_rules


@documented("W9703", "rules", "parameters")
class RulesRefuseDefaults(CloudFormationLintRule):
    """The Rules section lets the defaults in.

    A template whose assertions are false for its own defaults cannot be launched without a change, and a Launch Stack link or a StackSet
    with the defaults fails. Give such a parameter no default, or another one. A rule without RuleCondition that asks for one of several
    empty parameters is no fault: nothing else can say so.

    Example::

        Parameters:
          Trail:
            Type: String
            Default: EXISTING
            AllowedValues: [CREATE, EXISTING]
          TrailName:
            Type: String
            Default: ''
        Rules:
          TrailIsNamed:
            RuleCondition: !Equals [!Ref Trail, EXISTING]
            Assertions:
              - Assert: !Not [!Equals [!Ref TrailName, '']]
                AssertDescription: Name the trail.
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: !Sub ${Trail} ${TrailName}

    Use instead::

        Parameters:
          Trail:
            Type: String
            Default: CREATE
            AllowedValues: [CREATE, EXISTING]
          TrailName:
            Type: String
            Default: ''
        Rules:
          TrailIsNamed:
            RuleCondition: !Equals [!Ref Trail, EXISTING]
            Assertions:
              - Assert: !Not [!Equals [!Ref TrailName, '']]
                AssertDescription: Name the trail.
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: !Sub ${Trail} ${TrailName}

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/rules-section-structure.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each assertion that is false."""
        return matches(_found(as_written(cfn)))


def _found(template: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    rules, declared = template.get("Rules"), template.get("Parameters")
    if not isinstance(rules, Mapping) or not isinstance(declared, Mapping):
        return
    mappings = template.get("Mappings")
    scope = Scope(
        _defaults(declared),
        mappings if isinstance(mappings, Mapping) else {},
        {},
        _unknown,
        _unknown,
        _unknown,
        _unknown,
    )
    for name, rule in rules.items():
        assertions = rule.get("Assertions") if isinstance(rule, Mapping) else None
        for number, assertion in enumerate(assertions if isinstance(assertions, list) else ()):
            one = {**rule, "Assertions": [assertion]}
            named = set(names(one))
            asks = "RuleCondition" not in rule and any(scope.values.get(each) in ("", [""]) for each in named)
            if not asks and named <= set(scope.values) and _refused(str(name), one, scope):
                path = ("Rules", str(name), "Assertions", number)
                yield (
                    path,
                    "the assertion is false for the defaults of the parameters; give them other defaults, or none",
                )


def _defaults(declared: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, body in declared.items():
        if isinstance(body, Mapping) and "Default" in body and not str(body.get("Type")).startswith("AWS::SSM::"):
            try:
                found |= resolve({name: body}, {})
            except (RequestRefused, ValueError, TypeError, KeyError):
                continue
    return found


def _refused(name: str, rule: Mapping[str, Any], scope: Scope) -> bool:
    try:
        check_rules({name: dict(rule)}, scope)
    except RequestRefused as refusal:
        return f"Template rule {name} failed" in str(refusal)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return False
    return False


def _unknown(*_: Any) -> NoReturn:
    raise RequestRefused("not known before the stack is made")
