"""The baseline of an Organization in one template: a stack set for each of its parts in order, the trail and the log archive.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from troposphere import And, Equals, If, Not, NoValue, Or, Ref, Select, Sub

from generator.blocks.allowed_patterns import ACCOUNT_ID_PATTERN, or_nothing
from generator.blocks.deployment import HOME_REGION, NAME_PREFIX
from generator.model import After, Article, Comment, Condition, Element, Output, Parameter, Rule, Scope, Text
from generator.render.composition import composed
from generator.render.giving import Gift
from generator.render.stack_sets import organization_archive as archive
from generator.render.stack_sets import parameters as own
from generator.render.stack_sets.organization_archive import ARCHIVE
from generator.render.stack_sets.organization_parts import (
    RECORDER,
    ROLES,
    STAGES,
    TRAIL,
    WHOLE,
    PartSet,
    part_sets,
)
from generator.render.stack_sets.regions import default_regions
from generator.render.stack_sets.stack_set import Place, comments, passed, stack_set
from generator.render.stack_sets.wrapper import FOLDER
from generator.render.template import Template, rendered

NAME = f"{FOLDER}/organization"
SOURCE = "generator/render/stack_sets/organization.py"
MANAGED_ELSEWHERE, MANAGEMENT_ACCOUNT = "NamesManagementAccount", "ManagementAccountId"
HOME = If(own.NAMES_HOME, Ref(HOME_REGION), Select(0, Ref("Regions")))


def is_possible(templates: Mapping[str, Template]) -> bool:
    """Whether every article that it is made of is among the rendered ones."""
    names = [name for names in STAGES.values() for name in names]
    return {*names, WHOLE, ARCHIVE, TRAIL.article} <= templates.keys()


def organization(templates: Mapping[str, Template]) -> Template:
    """The template ``stack-sets/organization`` of the rendered articles; raises BadInput for limits of AWS."""
    articles = {name: template.article for name, template in templates.items()}
    sets = part_sets(templates)
    made = Article(
        title=Text("Organization baseline", "組織のベースライン"),
        summary=Text(
            "The baseline of an Organization: the trail of all accounts, a log archive if wanted, and in the accounts, by stack sets in"
            " order: service-linked roles, AWS Config, controls with repair, detection.",
            "組織のベースライン。全アカウントの証跡、ログアーカイブ、サービスにリンクされたロール、AWS Config、修復つきコントロール、検知を"
            "スタックセットで順に展開します。",
        ),
        scope=Scope.ORGANIZATION,
        cost=Text("The sum of the services that are enabled.", "有効にしたサービスの合計。"),
        elements=lambda: _elements(sets, templates, articles),
    )
    header = (f"Generated from {SOURCE}.", "Do not edit: change the source and run `make build`.")
    return rendered(NAME, made, {}, SOURCE, header)


def _elements(
    sets: list[PartSet], templates: Mapping[str, Template], articles: Mapping[str, Article]
) -> Iterator[Element]:
    yield from _own_parameters(templates)
    trail = list(_trail(articles))
    gifts = {name: archive.gift(name, HOME) for name in archive.WRITERS}
    switches = [element for each in sets for element in each.switch.elements()]
    yield from (each for each in switches if isinstance(each, Parameter))
    yield from archive.parameters(templates[ARCHIVE])
    yield from (archive.told_of_archive(each) for each in trail if isinstance(each, Parameter))
    for each in sets:
        yield from (archive.told_of_archive(_home_told(parameter)) for parameter in each.parameters)
    yield from own.checks()
    yield from _checks()
    for each in sets:
        yield from each.rules
    yield from own.conditions()
    yield own.names_home()
    yield from (each for each in switches if isinstance(each, Condition))
    yield from _conditions()
    yield from (gift.condition for gift in gifts.values())
    made = [each for each in trail if not isinstance(each, Parameter)]
    yield from gifts["TrailBucketName"].given_to(f"articles/{TRAIL.article}.py", made)
    yield from archive.stack_set_of_archive(templates[ARCHIVE], HOME)
    yield from _stack_sets(sets, gifts["ConfigBucketName"])


def _own_parameters(templates: Mapping[str, Template]) -> Iterator[Parameter]:
    whole = templates[WHOLE]
    yield from own.launch_parameters()
    yield Parameter(
        name=MANAGEMENT_ACCOUNT,
        description="The management account, to which the stack sets of a delegated administrator belong. Empty: this account.",
        label="Management account",
        group=own.STACK_SET,
        default="",
        allowed_pattern=or_nothing(ACCOUNT_ID_PATTERN),
        constraint="An account id of 12 digits, or nothing.",
    )
    yield from own.target_parameters()
    yield own.regions_parameter(default_regions(whole.data, whole.regions), has_home=True)
    yield from own.deployment_parameters()
    yield from own.operation_parameters("SEQUENTIAL")


def _home_told(parameter: Parameter) -> Parameter:
    if parameter.name != HOME_REGION:
        return parameter
    words = "Region that holds what an account has only once, such as IAM roles and the trail. Empty: the first of the Regions."
    return replace(parameter, description=words)


def _trail(articles: Mapping[str, Article]) -> Iterator[Element]:
    """The elements of the trail, which this stack makes itself: only here is there an account that may record all others."""
    title, cost = Text("Trail", "証跡"), Text("As that of a trail.", "証跡の料金。")
    host = Article(title=title, summary=title, scope=Scope.ORGANIZATION, cost=cost, composes=(TRAIL,))
    for element in composed(host, articles):
        if isinstance(element, Parameter) and element.name == "TrailOrganizationId":
            yield replace(
                element, description="Organization whose accounts the trail records.", example="o-exampleorgid"
            )
        else:
            yield _home_told(element) if isinstance(element, Parameter) else element


def _checks() -> Iterator[Rule]:
    has_id = Not(Equals(Ref("TrailOrganizationId"), ""))
    records = Equals(Ref("DeployCloudTrail"), "ENABLED")
    archives = Not(Equals(Ref(archive.ACCOUNT), ""))
    words = "The trail and the log archive of an Organization need TrailOrganizationId."
    yield Rule(
        "OrganizationIsNamed",
        {"RuleCondition": Or(records, archives), "Assertions": [{"Assert": has_id, "AssertDescription": words}]},
    )
    words = "CallAs DELEGATED_ADMIN needs ManagementAccountId."
    yield Rule(
        "DelegatedAdministratorNamesManagementAccount",
        {
            "RuleCondition": Equals(Ref("CallAs"), "DELEGATED_ADMIN"),
            "Assertions": [{"Assert": Not(Equals(Ref(MANAGEMENT_ACCOUNT), "")), "AssertDescription": words}],
        },
    )


def _conditions() -> Iterator[Condition]:
    yield Condition(MANAGED_ELSEWHERE, Not(Equals(Ref(MANAGEMENT_ACCOUNT), "")))
    yield from archive.conditions()


def _stack_sets(sets: list[PartSet], config_bucket: Gift) -> Iterator[Element]:
    ids = {each.template.name: each.logical_id for each in sets}
    for each in sets:
        if each.template.name in {ROLES, RECORDER}:
            both = And({"Condition": own.AUTOMATIC}, {"Condition": each.switch.condition})
            yield Condition(_follows(each.logical_id), both)
    for number, each in enumerate(sets):
        if number == 0:
            yield from comments()
        if number == 1:
            yield Comment(
                "Naming the stack set whose stacks come first makes this one wait for them.", "Properties/StackSetName"
            )
        values = passed(each.parameters, HOME) | dict(each.part.fixed)
        if config_bucket.parameter in values:
            values[config_bucket.parameter] = archive.given(config_bucket)
        regions = Ref("Regions") if each.template.article.scope is Scope.REGIONAL else [HOME]
        yield stack_set(
            each.template,
            _named_after(each, ids),
            Place(regions=regions),
            values,
            _arn_of(ids[each.after]) if each.after else None,
            Condition=each.switch.condition,
        )
    for each in sets:
        yield Output(
            name=f"StackSetIdOf{each.template.stack_name}",
            description=f"Stack set of templates/{each.template.name}.yaml.",
            value=Ref(each.logical_id),
            condition=each.switch.condition,
        )


def _arn_of(logical_id: str) -> Any:
    """The ARN of a stack set, of which Ref gives name and UUID only."""
    account = If(MANAGED_ELSEWHERE, Ref(MANAGEMENT_ACCOUNT), Ref("AWS::AccountId"))
    arn = Sub(
        f"arn:${{AWS::Partition}}:cloudformation:${{AWS::Region}}:${{Account}}:stackset/${{{logical_id}}}",
        Account=account,
    )
    return If(_follows(logical_id), [arn], NoValue)


def _follows(logical_id: str) -> str:
    return f"Follows{logical_id}"


def _named_after(each: PartSet, ids: Mapping[str, str]) -> Any:
    name = _name(each.template)
    return name if each.after is None else After(name, ids[each.after], under=each.switch.condition)


def _name(template: Template) -> Sub:
    return Sub(f"${{{NAME_PREFIX}}}-{template.name}")
