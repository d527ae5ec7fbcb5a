"""Every template that a link can launch, by the name under which it is published, and the Regions in which it can do its work.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator import registry
from generator.blocks.deployment import HOME_REGION
from generator.build.outputs import templates
from generator.conformance_packs.launches import LAUNCHES, launches
from generator.knowledge.regions import region as known_region
from generator.knowledge.resource_types import known_regions
from generator.model import Article, BadInput, Scope
from generator.render import Template, render
from generator.render.stack_sets import BASE_URL, FOLDER, is_wrapped, organization, wrapper
from generator.render.stack_sets.organization_parts import WHOLE

REGIONS = "Regions"
PACKS = LAUNCHES.partition("/")[2]


@dataclass(frozen=True)
class Launchable:
    """``template`` as it is launched; ``deployed`` is the one whose resources the stack sets bring, the same for an article."""

    template: Template
    deployed: Template

    def values(self, given: Mapping[str, str], base_url: str) -> dict[str, str]:
        """The values of a link: a stack set is told where the templates are, since it reads the one that it deploys from there."""
        told = {BASE_URL: base_url.rstrip("/")} if BASE_URL in self.template.parameters else {}
        return told | dict(given)

    def require_region(self, region: str, given: Mapping[str, str]) -> None:
        """BadInput where a Region in which something would be made lacks a type that it needs."""
        for each in self._places(region, given):
            if each not in self.deployed.regions and known_region(each).code in known_regions():
                problem = "the Region lacks a resource type of this template"
                raise BadInput(f"{self.template.name}: {each}", problem, "Choose another Region")

    def _places(self, region: str, given: Mapping[str, str]) -> tuple[str, ...]:
        if self.template is self.deployed:
            return (region,)
        if REGIONS in self.template.parameters:
            # Those that are not named are the template's own choice.
            return tuple(each.strip() for each in given.get(REGIONS, "").split(",") if each.strip())
        if self.deployed.article.scope is Scope.HOME:
            return (given.get(HOME_REGION) or region,)
        return ()


def launchable(name: str) -> Launchable:
    """``guardduty``, ``stack-sets/guardduty``, ``stack-sets/organization`` ``conformance-packs/launch/account``; BadInput for others."""
    found = registry.articles()
    folder, _, rest = name.rpartition("/")
    if folder == FOLDER:
        return _organization() if name == organization.NAME else _wrapped(rest, found)
    if folder == PACKS and rest in launches():
        template = replace(launches()[rest], name=name)
        return Launchable(template, template)
    template = render(_article(name, found), found)
    return Launchable(template, template)


def _article(name: str, found: Mapping[str, Article]) -> str:
    if "/" in name:
        others = ", ".join((organization.NAME, *(f"{PACKS}/{each}" for each in launches())))
        raise BadInput(name, "there is no such template", f"Name an article, {FOLDER}/<article>, or one of {others}")
    return registry.article_name(name, found)


def _organization() -> Launchable:
    made = templates()
    return Launchable(organization.organization(made), made[WHOLE])


def _wrapped(name: str, found: Mapping[str, Article]) -> Launchable:
    article = render(registry.article_name(name, found), found)
    if not is_wrapped(article.article):
        remedy = f"Launch it once, in the account that it is for: baseline launch-url {name}"
        raise BadInput(f"{FOLDER}/{name}", f"{name} does not belong into every account", remedy)
    return Launchable(wrapper(article), article)
