import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.knowledge import limits
from generator.template.errors import RequestRefused
from tests.articles.bucket_faults import bucket_faults, deletion_faults, retention_faults
from tests.articles.default_faults import change_faults, cost_faults, scope_faults
from tests.articles.evaluation import HOME, Made, document, make, rendered
from tests.articles.name_faults import name_faults
from tests.articles.parameter_faults import parameter_faults, reference_faults
from tests.articles.policy_faults import (
    action_faults,
    confused_deputy_faults,
    pass_role_faults,
    resource_faults,
    shape_faults,
)
from tests.articles.scenarios import Stacks, stacks
from tests.articles.text_faults import character_faults, description_faults, literal_faults, name_source_faults

Check = Callable[[Mapping[str, Any], Stacks], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    action_faults,
    bucket_faults,
    change_faults,
    character_faults,
    confused_deputy_faults,
    cost_faults,
    deletion_faults,
    description_faults,
    literal_faults,
    name_faults,
    name_source_faults,
    parameter_faults,
    pass_role_faults,
    reference_faults,
    resource_faults,
    retention_faults,
    shape_faults,
)
# Articles whose defaults AWS refuses: the user alone knows whose logs the archive may take.
ASKS = {"log-archive": {"ArchiveOrganizationId": "o-exampleorgid"}}
# Articles of which every choice is off by default: the stack is there, and empty until the user chooses.
OFF = {
    "account-settings",
    "audit-manager",
    "cloudtrail-alarms",
    "config-notifications",
    "directory-service",
    "health-events",
    "identity-center",
    "inspector",
    "log-groups",
    "macie",
    "organization-administrators",
    "organization-enablement",
    "organization-guardrails",
    "organization-security-hub",
    "patch-management",
    "private-database",
    "secrets",
    "trusted-advisor",
    "web-protection",
}
# The condition of what CloudFront needs: an article that has it is tried there.
IN_US_EAST_1 = {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}

every_article = pytest.mark.parametrize("name", registry.articles())


def home_of(name: str) -> str:
    return "us-east-1" if IN_US_EAST_1 in document(name).get("Conditions", {}).values() else HOME


@cache
def all_stacks(name: str) -> tuple[tuple[Mapping[str, Any], Made], ...]:
    return tuple(stacks(document(name), home_of(name)))


@every_article
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.replace("_", " "))
def test_an_article_is_without(name: str, check: Check) -> None:
    assert sorted(set(check(document(name), all_stacks(name)))) == []


@every_article
def test_an_article_makes_what_is_global_in_the_home_region_only_e03_e10_e15(name: str) -> None:
    scope = registry.articles()[name].scope
    assert sorted(set(scope_faults(document(name), all_stacks(name), scope))) == []


@every_article
def test_every_resource_is_made_by_some_choice(name: str) -> None:
    assert {resource for _, stack in all_stacks(name) for resource in stack.resources} == {*document(name)["Resources"]}


@every_article
def test_an_article_launches_with_nothing_but_defaults(name: str) -> None:
    asks = ASKS.get(name, {})
    if asks:
        with pytest.raises(RequestRefused, match="Give ArchiveOrganizationId or ArchiveAccountIds"):
            make(document(name))
    assert bool(make(document(name), region=home_of(name), **asks).resources) is (name not in OFF)


@every_article
def test_the_parameters_file_holds_every_parameter_and_values_that_aws_takes(name: str) -> None:
    template = rendered(name)
    values = json.loads(template.parameters_file)["Parameters"]
    declared = document(name)["Parameters"]
    assert list(values) == list(declared)
    examples = {key: each.example for key, each in template.parameters.items() if each.example is not None}
    assert values == {key: str(examples.get(key, body["Default"])) for key, body in declared.items()}
    assert bool(make(document(name), region=home_of(name), **values).resources) is (name not in OFF)


@every_article
def test_a_template_can_be_sent_without_s3_unless_it_holds_several_runbooks(name: str) -> None:
    template = rendered(name)
    runbooks = sum(body["Type"] == "AWS::SSM::Document" for body in template.resources.values())
    most = limits.TEMPLATE_OBJECT_BYTES if runbooks > 1 else limits.TEMPLATE_BODY_BYTES
    assert template.bytes == len(template.text.encode()) <= most
    assert template.text.isascii()


@every_article
def test_an_article_is_flat_and_deploys_in_every_region_of_three_partitions(name: str) -> None:
    types = {body["Type"] for body in document(name)["Resources"].values()}
    assert "Transform" not in document(name)
    assert not [each for each in types if each.startswith(("AWS::CloudFormation::", "Custom::"))]
    assert {"us-east-1", "ap-east-2", "mx-central-1", "cn-north-1", "cn-northwest-1", "us-gov-west-1"} <= {
        *rendered(name).regions
    }


@every_article
def test_an_article_has_words_in_both_languages(name: str) -> None:
    article = registry.articles()[name]
    for text in (article.title, article.summary, article.cost):
        assert text.en.isascii()
    for text in (article.summary, article.cost):
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", text.ja)
    assert document(name)["Description"] == article.summary.en
