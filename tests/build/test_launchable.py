import pytest
from troposphere import Equals, Ref, detective, sns

from generator.build.launchable import Launchable, launchable
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, BadInput, Condition, Element, Parameter, Scope, Text
from generator.render import render
from generator.render.stack_sets import wrapper

WORDS = Text("Alpha", "アルファ")
LACKS = sorted(missing_regions("AWS::Detective::Graph"))[0]


def launched(scope: Scope, *elements: Element) -> Launchable:
    parts = (*elements, detective.Graph("Graph"))
    article = Article(title=WORDS, summary=WORDS, scope=scope, cost=WORDS, elements=lambda: parts)
    deployed = render("alpha", {"alpha": article})
    return Launchable(wrapper(deployed), deployed)


def test_a_stack_set_is_told_where_the_templates_are_unless_the_user_says_it() -> None:
    base = "https://b-b.s3.us-east-1.amazonaws.com/v1"
    found = launchable("stack-sets/access-keys")
    assert list(found.values({"CallAs": "SELF"}, f"{base}/").items()) == [("TemplateBaseUrl", base), ("CallAs", "SELF")]
    assert found.values({"TemplateBaseUrl": "there"}, base) == {"TemplateBaseUrl": "there"}
    assert launchable("access-keys").values({}, base) == {}


def test_the_stacks_of_a_stack_set_must_fit_the_regions_that_it_names_not_that_of_its_own_stack() -> None:
    found = launched(Scope.REGIONAL)
    found.require_region(LACKS, {})
    found.require_region(LACKS, {"Regions": "us-east-1, eu-west-1"})
    with pytest.raises(BadInput, match=f"stack-sets/alpha: {LACKS}: the Region lacks a resource type"):
        found.require_region("us-east-1", {"Regions": f"us-east-1,{LACKS}"})


def test_the_stacks_of_the_home_region_go_where_it_is() -> None:
    home = Parameter(name="HomeRegion", description="a", label="b", group="c", default="")
    found = launched(
        Scope.HOME, home, Condition("IsHome", Equals(Ref("HomeRegion"), "")), sns.Topic("T", Condition="IsHome")
    )
    found.require_region(LACKS, {"HomeRegion": "us-east-1"})
    for region, given in ((LACKS, {}), ("us-east-1", {"HomeRegion": LACKS})):
        with pytest.raises(BadInput, match=LACKS):
            found.require_region(region, given)
    launched(Scope.US_EAST_1).require_region(LACKS, {})


def test_an_article_is_launched_where_its_types_are() -> None:
    deployed = launched(Scope.REGIONAL).deployed
    with pytest.raises(BadInput, match=f"alpha: {LACKS}"):
        Launchable(deployed, deployed).require_region(LACKS, {})
