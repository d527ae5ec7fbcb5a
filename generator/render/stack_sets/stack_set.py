"""One AWS::CloudFormation::StackSet with service-managed permissions.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troposphere import If, Join, NoValue, Ref, Split, Sub, cloudformation

from generator.blocks.deployment import HOME_REGION
from generator.model import Comment, Element, Parameter
from generator.render.stack_sets.parameters import ADDS, AUTOMATIC, BASE_URL, FILTERS, RETAINS
from generator.render.template import Template


def stack_set(
    template: Template, logical_id: str, name: Any, regions: Any, values: Mapping[str, Any], **more: Any
) -> Iterator[Element]:
    """The stack set of ``template`` with ``values`` for its parameters, and comments on what is not plain in it.

    ``regions`` is a list of Regions, or a reference to one; ``more`` are further attributes, ``after`` the ARNs that it depends on.
    """
    after, ordered = more.pop("after", None), not isinstance(regions, list)
    preferences = {"RegionConcurrencyType": Ref("RegionConcurrencyType"), "RegionOrder": regions} if ordered else {}
    yield Comment(
        "A service-managed stack set leaves the management account out, whatever it targets: launch the template there itself."
    )
    yield Comment(
        "Soft: failures do not slow down the other accounts.", "Properties/OperationPreferences/ConcurrencyMode"
    )
    yield Comment(
        "Operations that do not conflict run at once, the others wait in a queue.", "Properties/ManagedExecution"
    )
    yield cloudformation.StackSet(
        logical_id,
        **more,
        StackSetName=name,
        Description=template.article.summary.en,
        PermissionModel="SERVICE_MANAGED",
        CallAs=Ref("CallAs"),
        TemplateURL=Sub(f"${{{BASE_URL}}}/{template.name}.yaml"),
        **({"Capabilities": list(template.capabilities)} if template.capabilities else {}),
        Parameters=[cloudformation.Parameter(ParameterKey=key, ParameterValue=value) for key, value in values.items()],
        StackInstancesGroup=[_instances(regions), If(ADDS, _added(regions), NoValue)],
        AutoDeployment=cloudformation.AutoDeployment(
            Enabled=If(AUTOMATIC, True, False),
            RetainStacksOnAccountRemoval=If(AUTOMATIC, If(RETAINS, True, False), NoValue),
            **({"DependsOn": after} if after else {}),
        ),
        ManagedExecution=cloudformation.ManagedExecution(Active=True),
        OperationPreferences=cloudformation.OperationPreferences(
            ConcurrencyMode="SOFT_FAILURE_TOLERANCE",
            FailureTolerancePercentage=Ref("FailureTolerancePercentage"),
            MaxConcurrentPercentage=Ref("MaxConcurrentPercentage"),
            **preferences,
        ),
    )


def _instances(regions: Any) -> cloudformation.StackInstances:
    return cloudformation.StackInstances(
        DeploymentTargets=cloudformation.DeploymentTargets(
            OrganizationalUnitIds=Ref("OrganizationalUnitIds"),
            AccountFilterType=If(ADDS, "NONE", Ref("AccountFilterType")),
            Accounts=If(FILTERS, Split(",", Ref("Accounts")), NoValue),
        ),
        Regions=regions,
    )


def _added(regions: Any) -> cloudformation.StackInstances:
    return cloudformation.StackInstances(
        DeploymentTargets=cloudformation.DeploymentTargets(
            OrganizationalUnitIds=Split(",", Ref("UnionOrganizationalUnitIds")),
            AccountFilterType="INTERSECTION",
            Accounts=Split(",", Ref("Accounts")),
        ),
        Regions=regions,
    )


def passed(parameters: Sequence[Parameter], home: Any) -> dict[str, Any]:
    """The value of each parameter as the stack set takes it, a text; ``home`` is the home Region."""
    return {each.name: home if each.name == HOME_REGION else _text(each) for each in parameters}


def _text(parameter: Parameter) -> Any:
    is_list = parameter.type == "CommaDelimitedList" or parameter.type.startswith("List<")
    return Join(",", Ref(parameter.name)) if is_list else Ref(parameter.name)
