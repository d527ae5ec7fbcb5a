"""The template that wraps one article in a stack set, launchable from the management account or a delegated administrator.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from troposphere import If, Ref, Select

from generator.blocks.deployment import HOME_REGION
from generator.model import Article, BadInput, Element, Output, Parameter, Rule, Scope, Text
from generator.render.stack_sets import parameters as own
from generator.render.stack_sets.regions import default_regions
from generator.render.stack_sets.stack_set import Place, comments, passed, stack_set
from generator.render.template import Template, rendered

FOLDER = "stack-sets"
SCOPES = (Scope.REGIONAL, Scope.HOME, Scope.US_EAST_1)
"""Those of the articles that belong into every account."""


def is_wrapped(article: Article) -> bool:
    """Whether a stack set brings the article to the accounts of an Organization."""
    return article.scope in SCOPES


def wrapper(template: Template) -> Template:
    """The template ``stack-sets/<article>`` of a rendered article.

    Raises BadInput for a parameter of the article that has the name of the wrapper's own, and for limits of AWS.
    """
    source = f"generator/articles/{template.name.replace('-', '_')}.py"
    header = (
        f"Generated from {source}: the stack set of templates/{template.name}.yaml.",
        "Do not edit: change the article and run `make build`.",
    )
    made = Article(
        title=template.article.title,
        summary=_summary(template.article.summary),
        scope=Scope.ORGANIZATION,
        cost=template.article.cost,
        elements=lambda: _elements(template, source),
    )
    return rendered(f"{FOLDER}/{template.name}", made, {}, f"{source}: stack set", header)


def _summary(summary: Text) -> Text:
    return Text(
        f"In the accounts of an Organization, by a stack set: {summary.en}",
        f"スタックセットで組織内の各アカウントに展開: {summary.ja}",
    )


def _elements(template: Template, source: str) -> Iterator[Element]:
    asked = list(template.parameters.values())
    owned = list(_own_parameters(template))
    for name in sorted({each.name for each in owned} & template.parameters.keys()):
        problem = "the wrapper of the stack set has a parameter of this name"
        raise BadInput(f"{source}: {name}", problem, "Rename the article's")
    yield from owned
    yield from (_home_of(template, each) if each.name == HOME_REGION else each for each in asked)
    yield from own.checks()
    yield from (Rule(name, body) for name, body in template.data.get("Rules", {}).items())
    yield from own.conditions()
    if HOME_REGION in template.parameters:
        yield own.names_home()
    yield from comments()
    made = stack_set(template, Ref("StackSetName"), Place(regions=_regions(template)), passed(asked, _home(template)))
    yield made
    yield Output(name="StackSetId", description="Id of the stack set: its name and a UUID.", value=Ref(made.title))


def _own_parameters(template: Template) -> Iterator[Parameter]:
    yield from own.launch_parameters()
    yield own.name_parameter(template.stack_name)
    yield from own.target_parameters()
    is_regional, has_home = template.article.scope is Scope.REGIONAL, HOME_REGION in template.parameters
    if is_regional:
        yield own.regions_parameter(default_regions(template.data, template.regions), has_home=has_home)
    yield from own.deployment_parameters()
    yield from own.operation_parameters(("SEQUENTIAL" if has_home else "PARALLEL") if is_regional else None)


def _home_of(template: Template, parameter: Parameter) -> Parameter:
    """The article's parameter with what it means empty in a stack set."""
    holds = "Region that holds what an account has only once, such as IAM roles."
    if template.article.scope is Scope.REGIONAL:
        return replace(parameter, description=f"{holds} Empty: the first of the Regions.")
    return replace(parameter, description=f"{holds} The stacks go there. Empty: the Region of this stack.")


def _home(template: Template) -> Any:
    first = Select(0, Ref("Regions")) if template.article.scope is Scope.REGIONAL else Ref("AWS::Region")
    return If(own.NAMES_HOME, Ref(HOME_REGION), first) if HOME_REGION in template.parameters else first


def _regions(template: Template) -> Any:
    match template.article.scope:
        case Scope.REGIONAL:
            return Ref("Regions")
        case Scope.HOME:
            return [_home(template)]
    return ["us-east-1"]


def wrappers(templates: Mapping[str, Template]) -> dict[str, Template]:
    """The wrappers of those templates whose articles belong into every account, by their names."""
    made = [wrapper(template) for template in templates.values() if is_wrapped(template.article)]
    return {each.name: each for each in made}
