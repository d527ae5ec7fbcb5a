"""One AWS::CloudFormation::StackSet with service-managed permissions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from troposphere import If, Join, NoValue, Ref, Split, Sub, cloudformation

from generator.blocks.deployment import HOME_REGION
from generator.model import Comment, Parameter
from generator.render.stack_sets.parameters import ADDS, AUTOMATIC, BASE_URL, FILTERS, RETAINS
from generator.render.template import Template


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the stacks go: a list of ``regions``, or a reference to one that the user orders; ``account`` where it is one only."""

    regions: Any
    account: Any = None

    @property
    def groups(self) -> list[Any]:
        """The targets; what a union adds is a group of its own, since AWS refuses UNION where stacks are created."""
        if self.account is not None:
            one = {"AccountFilterType": "INTERSECTION", "Accounts": [self.account]}
            return [self._group(Ref("OrganizationalUnitIds"), one)]
        chosen = {
            "AccountFilterType": If(ADDS, "NONE", Ref("AccountFilterType")),
            "Accounts": If(FILTERS, Split(",", Ref("Accounts")), NoValue),
        }
        added = {"AccountFilterType": "INTERSECTION", "Accounts": Split(",", Ref("Accounts"))}
        union = self._group(Split(",", Ref("UnionOrganizationalUnitIds")), added)
        return [self._group(Ref("OrganizationalUnitIds"), chosen), If(ADDS, union, NoValue)]

    def _group(self, units: Any, accounts: Mapping[str, Any]) -> cloudformation.StackInstances:
        targets = cloudformation.DeploymentTargets(OrganizationalUnitIds=units, **accounts)
        return cloudformation.StackInstances(DeploymentTargets=targets, Regions=self.regions)

    @property
    def preferences(self) -> cloudformation.OperationPreferences:
        """How operations run; where the user orders the Regions, in that order."""
        ordered = {"RegionConcurrencyType": Ref("RegionConcurrencyType"), "RegionOrder": self.regions}
        return cloudformation.OperationPreferences(
            ConcurrencyMode="SOFT_FAILURE_TOLERANCE",
            FailureTolerancePercentage=Ref("FailureTolerancePercentage"),
            MaxConcurrentPercentage=Ref("MaxConcurrentPercentage"),
            **({} if isinstance(self.regions, list) else ordered),
        )


def stack_set(
    template: Template, name: Any, place: Place, values: Mapping[str, Any], after: Any = None, **attributes: Any
) -> cloudformation.StackSet:
    """The stack set of ``template`` with ``values`` for its parameters; ``after`` are the ARNs of those whose stacks come first."""
    capabilities = {"Capabilities": list(template.capabilities)} if template.capabilities else {}
    return cloudformation.StackSet(
        f"StackSetFor{template.stack_name}",
        **attributes,
        StackSetName=name,
        Description=template.article.summary.en,
        PermissionModel="SERVICE_MANAGED",
        CallAs=Ref("CallAs"),
        TemplateURL=Sub(f"${{{BASE_URL}}}/{template.name}.yaml"),
        **capabilities,
        Parameters=[cloudformation.Parameter(ParameterKey=key, ParameterValue=value) for key, value in values.items()],
        StackInstancesGroup=place.groups,
        AutoDeployment=_auto_deployment(place, after),
        ManagedExecution=cloudformation.ManagedExecution(Active=True),
        OperationPreferences=place.preferences,
    )


def _auto_deployment(place: Place, after: Any) -> cloudformation.AutoDeployment:
    if place.account is not None:
        return cloudformation.AutoDeployment(Enabled=False)
    return cloudformation.AutoDeployment(
        Enabled=If(AUTOMATIC, True, False),
        RetainStacksOnAccountRemoval=If(AUTOMATIC, If(RETAINS, True, False), NoValue),
        **({} if after is None else {"DependsOn": after}),
    )


def comments() -> Iterator[Comment]:
    """What is not plain in a stack set; to stand above the first of a template."""
    yield Comment(
        "A service-managed stack set leaves the management account out, whatever it targets: launch the template there itself."
    )
    yield Comment(
        "Operations that do not conflict run at once, the others wait in a queue.", "Properties/ManagedExecution"
    )
    yield Comment(
        "Soft: failures do not slow down the other accounts.", "Properties/OperationPreferences/ConcurrencyMode"
    )


def passed(parameters: Sequence[Parameter], home: Any) -> dict[str, Any]:
    """The value of each parameter as the stack set takes it, a text; ``home`` is the home Region."""
    return {each.name: home if each.name == HOME_REGION else _text(each) for each in parameters}


def _text(parameter: Parameter) -> Any:
    is_list = parameter.type == "CommaDelimitedList" or parameter.type.startswith("List<")
    return Join(",", Ref(parameter.name)) if is_list else Ref(parameter.name)
