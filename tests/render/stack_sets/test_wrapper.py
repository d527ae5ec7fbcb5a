from collections.abc import Iterable
from typing import Any

import pytest
from troposphere import Join, Ref, sns

from generator.model import Article, BadInput, Element, Parameter, Scope, Text
from generator.render import render
from generator.render.stack_sets import is_wrapped, wrapper, wrappers
from generator.template.errors import RequestRefused
from generator.template.parse import parse
from tests.articles.evaluation import make

WORDS = Text("Words", "言葉")
ASKED = {
    "TemplateBaseUrl": "https://amzn-s3-demo-bucket.s3.cn-north-1.amazonaws.com.cn/templates",
    "OrganizationalUnitIds": "r-ab12",
}
ACCOUNTS = "111111111111,222222222222"


def article(*elements: Element, scope: Scope = Scope.REGIONAL) -> Article:
    def given() -> Iterable[Element]:
        uses = [_used(each) for each in elements if isinstance(each, Parameter)]
        return (*elements, sns.Topic("SNSForSample", DisplayName=Join("", uses)))

    return Article(title=WORDS, summary=Text("A sample.", "見本。"), scope=scope, cost=WORDS, elements=given)


def _used(each: Parameter) -> Any:
    return Join(",", Ref(each.name)) if each.type == "CommaDelimitedList" else Ref(each.name)


def parameter(name: str, **facts: Any) -> Parameter:
    return Parameter(name=name, description="a", label="b", group="Sample", **{"default": "", **facts})


def stack_set(*elements: Element, **given: str) -> dict[str, Any]:
    made = make(parse(wrapper(render("sample", {"sample": article(*elements)})).text), **ASKED, **given)
    return made.properties("StackSetForSample")


def test_a_parameter_of_the_article_that_is_called_like_the_wrappers_own_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        wrapper(render("sample", {"sample": article(parameter("Regions"))}))
    assert str(caught.value) == (
        "generator/articles/sample.py: Regions: the wrapper of the stack set has a parameter of this name."
        " Rename the article's."
    )


def test_more_parameters_than_a_template_may_have_are_refused() -> None:
    many = [parameter(f"Choice{number}") for number in range(190)]
    template = render("sample", {"sample": article(*many)})
    with pytest.raises(BadInput, match=r"sample.py: stack set: Parameters: 203 is over AWS's limit of 200"):
        wrapper(template)


def test_a_list_is_passed_as_one_text() -> None:
    made = stack_set(parameter("Names", type="CommaDelimitedList", default="a,b"))
    assert made["Parameters"] == [{"ParameterKey": "Names", "ParameterValue": "a,b"}]


def test_an_article_of_one_account_gets_no_wrapper() -> None:
    kinds = {f"of-{scope.name.lower()}".replace("_", "-"): article(scope=scope) for scope in Scope}
    assert not is_wrapped(article(scope=Scope.ORGANIZATION))
    found = wrappers({name: render(name, kinds) for name in kinds})
    assert list(found) == ["stack-sets/of-regional", "stack-sets/of-home", "stack-sets/of-us-east-1"]
    assert found["stack-sets/of-home"].stack_name == "StackSetsOfHome"


def test_no_filter_takes_all_accounts_of_the_units() -> None:
    targets = {"OrganizationalUnitIds": ["r-ab12"], "AccountFilterType": "NONE"}
    (group,) = stack_set()["StackInstancesGroup"]
    assert group["DeploymentTargets"] == targets


@pytest.mark.parametrize("kind", ["INTERSECTION", "DIFFERENCE"])
def test_a_filter_names_the_accounts(kind: str) -> None:
    (group,) = stack_set(AccountFilterType=kind, Accounts=ACCOUNTS)["StackInstancesGroup"]
    assert group["DeploymentTargets"]["AccountFilterType"] == kind
    assert group["DeploymentTargets"]["Accounts"] == ACCOUNTS.split(",")


def test_a_union_adds_accounts_of_other_units_as_a_group_of_their_own() -> None:
    made = stack_set(AccountFilterType="UNION", Accounts=ACCOUNTS, UnionOrganizationalUnitIds="ou-ab12-34cd56ef")
    units, accounts = (group["DeploymentTargets"] for group in made["StackInstancesGroup"])
    assert units == {"OrganizationalUnitIds": ["r-ab12"], "AccountFilterType": "NONE"}
    assert accounts == {
        "OrganizationalUnitIds": ["ou-ab12-34cd56ef"],
        "AccountFilterType": "INTERSECTION",
        "Accounts": ACCOUNTS.split(","),
    }


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"AccountFilterType": "DIFFERENCE"}, "FilterFitsAccounts"),
        ({"Accounts": ACCOUNTS}, "FilterFitsAccounts"),
        ({"AccountFilterType": "UNION", "Accounts": ACCOUNTS}, "UnionHasOrganizationalUnits"),
        ({"Accounts": "1111"}, "Accounts"),
        ({"Regions": "Frankfurt"}, "Regions"),
        ({"OrganizationalUnitIds": "Workloads"}, "OrganizationalUnitIds"),
        ({"TemplateBaseUrl": "http://example.com/"}, "TemplateBaseUrl"),
        ({"StackSetName": "2"}, "StackSetName"),
    ],
)
def test_values_that_do_not_fit_are_refused_before_anything_is_made(given: dict[str, str], refusal: str) -> None:
    template = wrapper(render("sample", {"sample": article()}))
    with pytest.raises(RequestRefused, match=refusal):
        make(parse(template.text), **{**ASKED, **given})


def test_retention_is_said_only_where_deployment_is_automatic() -> None:
    retained = stack_set(RetainStacksOnAccountRemoval="ENABLED")["AutoDeployment"]
    assert {key: str(value).lower() for key, value in retained.items()} == {
        "Enabled": "true",
        "RetainStacksOnAccountRemoval": "true",
    }
    off = stack_set(AutoDeployment="DISABLED", RetainStacksOnAccountRemoval="ENABLED")["AutoDeployment"]
    assert {key: str(value).lower() for key, value in off.items()} == {"Enabled": "false"}
