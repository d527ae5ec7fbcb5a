import json
from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.knowledge import limits
from generator.knowledge.regions import region
from generator.model import Scope
from generator.render import Template
from generator.render.stack_sets import is_wrapped, wrapper
from generator.template.parse import parse
from tests.articles.evaluation import Made, document, make, rendered
from tests.articles.text_faults import character_faults, description_faults, literal_faults

WRAPPED = [name for name, article in registry.articles().items() if is_wrapped(article)]
LAUNCHED_IN = "eu-central-1"
BASE = "https://amzn-s3-demo-bucket.s3.eu-central-1.amazonaws.com/1.0.0/templates"
ASKED = {"TemplateBaseUrl": BASE, "OrganizationalUnitIds": "ou-ab12-34cd56ef,ou-ab12-78ab90cd"}

every_wrapper = pytest.mark.parametrize("name", WRAPPED)


@cache
def wrapped(name: str) -> Template:
    return wrapper(rendered(name))


@cache
def by_default(name: str) -> Made:
    return launched(name)


def launched(name: str, **given: Any) -> Made:
    return make(parse(wrapped(name).text), region=LAUNCHED_IN, **ASKED, **given)


def stack_set(made: Made) -> dict[str, Any]:
    ((_, properties),) = made.of_type("AWS::CloudFormation::StackSet").items()
    return properties


def values(made: Made) -> dict[str, str]:
    return {each["ParameterKey"]: each["ParameterValue"] for each in stack_set(made)["Parameters"]}


def home(name: str) -> str:
    return "us-east-1" if registry.articles()[name].scope is Scope.REGIONAL else LAUNCHED_IN


def test_the_articles_of_every_account_are_wrapped_and_no_other() -> None:
    scopes = {name: article.scope for name, article in registry.articles().items()}
    assert set(WRAPPED) == {
        name for name, scope in scopes.items() if scope not in {Scope.ORGANIZATION, Scope.LOG_ARCHIVE}
    }
    assert len(WRAPPED) > 50


@every_wrapper
def test_a_wrapper_holds_one_service_managed_stack_set_of_the_published_template(name: str) -> None:
    template = wrapped(name)
    assert [body["Type"] for body in template.resources.values()] == ["AWS::CloudFormation::StackSet"]
    properties = stack_set(by_default(name))
    assert properties["PermissionModel"] == "SERVICE_MANAGED"
    assert properties["TemplateURL"] == f"{BASE}/{name}.yaml"
    assert properties["StackSetName"] == rendered(name).stack_name
    assert properties["CallAs"] == "SELF"
    assert stack_set(launched(name, CallAs="DELEGATED_ADMIN"))["CallAs"] == "DELEGATED_ADMIN"
    assert properties["ManagedExecution"] == {"Active": True}


@every_wrapper
def test_the_capabilities_are_those_of_the_article_and_the_wrapper_itself_asks_none(name: str) -> None:
    assert tuple(stack_set(by_default(name)).get("Capabilities", ())) == rendered(name).capabilities
    assert wrapped(name).capabilities == ()


@every_wrapper
def test_every_parameter_of_the_article_is_asked_and_passed_and_the_article_takes_it(name: str) -> None:
    asked = {
        key: {**body, "Description": ""} for key, body in document(name)["Parameters"].items() if key != "HomeRegion"
    }
    there = {key: {**body, "Description": ""} for key, body in parse(wrapped(name).text)["Parameters"].items()}
    assert asked.items() <= there.items()
    passed = values(by_default(name))
    assert list(passed) == list(document(name)["Parameters"])
    assert {type(value) for value in passed.values()} <= {str}
    make(document(name), region=home(name), **passed)


@every_wrapper
def test_each_value_is_the_parameter_of_its_name_and_the_articles_own_rules_are_asked_first(name: str) -> None:
    data = parse(wrapped(name).text)
    (body,) = data["Resources"].values()
    for each in body["Properties"]["Parameters"]:
        key, value = each["ParameterKey"], each["ParameterValue"]
        if key != "HomeRegion":
            is_list = document(name)["Parameters"][key]["Type"] == "CommaDelimitedList"
            assert value == ({"Fn::Join": [",", {"Ref": key}]} if is_list else {"Ref": key})
    assert document(name).get("Rules", {}).items() <= data["Rules"].items()


@every_wrapper
def test_the_regions_are_some_of_the_article_that_every_account_has_enabled(name: str) -> None:
    group, *more = stack_set(by_default(name))["StackInstancesGroup"]
    regions, scope = group["Regions"], registry.articles()[name].scope
    assert not more
    assert set(regions) <= set(rendered(name).regions)
    assert not [each for each in regions if region(each).opt_in or region(each).partition != "aws"]
    assert len(regions) == len(set(regions))
    if scope is Scope.REGIONAL:
        assert regions[0] == "us-east-1"
        assert 10 < len(regions) <= 17
    else:
        assert regions == [LAUNCHED_IN if scope is Scope.HOME else "us-east-1"]


@every_wrapper
def test_operations_reach_the_home_region_first_and_tolerate_failures_softly(name: str) -> None:
    preferences = stack_set(by_default(name))["OperationPreferences"]
    assert preferences["ConcurrencyMode"] == "SOFT_FAILURE_TOLERANCE"
    assert (preferences["FailureTolerancePercentage"], preferences["MaxConcurrentPercentage"]) == ("10", "25")
    if registry.articles()[name].scope is not Scope.REGIONAL:
        assert "RegionOrder" not in preferences
        return
    made = stack_set(launched(name, Regions="eu-west-1,us-east-1,eu-north-1"))
    assert made["OperationPreferences"]["RegionOrder"] == ["eu-west-1", "us-east-1", "eu-north-1"]
    has_home = "HomeRegion" in document(name)["Parameters"]
    assert preferences["RegionConcurrencyType"] == ("SEQUENTIAL" if has_home else "PARALLEL")


@every_wrapper
def test_the_home_region_is_one_for_all_stacks(name: str) -> None:
    if "HomeRegion" not in document(name)["Parameters"]:
        assert "HomeRegion" not in parse(wrapped(name).text)["Parameters"]
        return
    assert values(by_default(name))["HomeRegion"] == home(name)
    named = launched(name, HomeRegion="eu-west-1")
    assert values(named)["HomeRegion"] == "eu-west-1"
    if registry.articles()[name].scope is Scope.HOME:
        assert stack_set(named)["StackInstancesGroup"][0]["Regions"] == ["eu-west-1"]


@every_wrapper
def test_a_wrapper_is_within_the_limits_and_its_texts_without_faults(name: str) -> None:
    template, data = wrapped(name), parse(wrapped(name).text)
    assert len(template.parameters) <= limits.TEMPLATE_PARAMETERS
    assert template.bytes <= limits.TEMPLATE_OBJECT_BYTES
    stacks = ((ASKED, by_default(name)),)
    literals = [each for each in literal_faults(data, stacks) if not each.startswith("Parameters.Regions.Default:")]
    if registry.articles()[name].scope is Scope.US_EAST_1:
        literals = [each for each in literals if not each.endswith(": us-east-1 is a Region")]
    assert literals == []
    assert [*character_faults(data, stacks), *description_faults(data, stacks)] == []


@every_wrapper
def test_the_parameters_file_holds_every_parameter_and_launches_the_wrapper(name: str) -> None:
    given = json.loads(wrapped(name).parameters_file)["Parameters"]
    data = parse(wrapped(name).text)
    assert list(given) == list(data["Parameters"])
    assert stack_set(make(data, region=LAUNCHED_IN, **given))
