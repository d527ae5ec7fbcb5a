"""Every conformance pack against what AWS Config demands of one, and against what is known of the rules."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from generator import registry
from generator.blocks.config_control import rule_id
from generator.build.outputs import ROOT
from generator.conformance_packs.regions import INDEX, files, packs
from generator.conformance_packs.themes import themes
from generator.knowledge.config_rules import described_regions, managed_rule
from generator.knowledge.regions import partition_of
from generator.lint.linter import findings
from generator.template.parse import parse

PACKS = {pack.name: pack for pack in packs()}


@cache
def decoded(name: str) -> Mapping[str, Any]:
    """The committed document."""
    body: Mapping[str, Any] = parse((ROOT / PACKS[name].path).read_text("utf-8"))
    return body


def rules(name: str) -> dict[str, Mapping[str, Any]]:
    return {key: body["Properties"] for key, body in decoded(name)["Resources"].items()}


def test_the_committed_files_are_what_the_controls_say() -> None:
    found = (ROOT / "templates/conformance-packs").glob("*.*")
    there = {f"templates/conformance-packs/{path.name}" for path in found}
    assert there == set(files())
    for path, text in files().items():
        assert (ROOT / path).read_text("utf-8") == text, f"{path}: run make build"


@pytest.mark.parametrize("name", PACKS)
def test_it_keeps_the_limits_of_a_pack(name: str) -> None:
    body, text = decoded(name), PACKS[name].text
    assert len(text.encode()) <= 51_200
    assert 1 <= len(body["Resources"]) <= 130
    assert len(body.get("Parameters", {})) <= 330
    assert set(body) <= {"Parameters", "Resources"}
    for key, resource in body["Resources"].items():
        assert resource["Type"] == "AWS::Config::ConfigRule"
        assert set(resource) == {"Type", "Properties"}
        assert re.fullmatch(r"[A-Za-z0-9]{1,255}", key)
    for key, parameter in body.get("Parameters", {}).items():
        assert re.fullmatch(r"[A-Za-z0-9]{1,255}", key)
        assert set(parameter) == {"Type", "Default"} and parameter["Type"] == "String"


@pytest.mark.parametrize("name", PACKS)
def test_its_rules_are_there_in_its_regions_and_get_what_they_require(name: str) -> None:
    pack, parameters = PACKS[name], decoded(name).get("Parameters", {})
    named = {value["Ref"] for rule in rules(name).values() for value in rule.get("InputParameters", {}).values()}
    assert named == set(parameters)
    assert len({rule["ConfigRuleName"] for rule in rules(name).values()}) == len(rules(name))
    for rule in rules(name).values():
        assert len(rule["ConfigRuleName"]) <= 100 and len(rule["Description"]) <= 256
        if rule["Source"]["Owner"] == "CUSTOM_POLICY":
            assert rule["Scope"]["ComplianceResourceTypes"] and rule["Source"]["CustomPolicyDetails"]["PolicyText"]
            continue
        known = managed_rule(rule["Source"]["SourceIdentifier"])
        assert known.missing_regions().isdisjoint(pack.regions), known.identifier
        given = rule.get("InputParameters", {})
        assert set(given) <= {each.name for each in known.parameters}
        required = {each.name for each in known.parameters if not each.optional and each.default is None}
        assert required <= set(given), known.identifier


@pytest.mark.parametrize("name", PACKS)
def test_its_regions_are_of_one_partition_which_its_arns_name(name: str) -> None:
    pack = PACKS[name]
    assert {partition_of(region).name for region in pack.regions} == {pack.partition}
    assert set(re.findall(r"\barn:([a-z-]+):", pack.text)) <= {pack.partition}
    assert "${" not in json.dumps([body["Default"] for body in decoded(name).get("Parameters", {}).values()])


@pytest.mark.parametrize("theme", themes())
def test_a_theme_has_one_pack_for_each_region_with_every_rule_of_it(theme: str) -> None:
    index = json.loads(files()[INDEX])[theme]
    assert set(index) == described_regions()
    for region, file in index.items():
        pack = PACKS[file.removesuffix(".yaml")]
        assert region in pack.regions
        wanted = {
            rule_id(control)
            for control in themes()[theme].controls
            if not control.managed or managed_rule(control.identifier).is_available(region)
        }
        assert set(rules(pack.name)) == wanted
    assert index["us-east-1"] == f"{theme}.yaml"


def test_the_pack_of_the_name_of_its_theme_has_every_rule_that_the_others_have() -> None:
    for theme in themes():
        held = [set(rules(pack.name)) for pack in packs() if pack.theme.name == theme]
        assert set(rules(theme)) == set().union(*held)


def test_themes_are_what_frameworks_and_articles_say() -> None:
    found = {name: {control.identifier for control in theme.controls} for name, theme in themes().items()}
    assert set(found) == {
        "anti-patterns",
        "article-series",
        "cis-1.2.0",
        "cis-1.4.0",
        "cis-3.0.0",
        "cis-5.0.0",
        "fsbp",
        "trusted-advisor",
    }
    every = registry.controls()
    assert found["cis-3.0.0"] == {key for key, each in every.items() if each.framework.cis.get("3.0.0")}
    assert found["trusted-advisor"] <= {key for key, each in every.items() if each.framework.trusted_advisor}
    assert {"VPC_DEFAULT_SECURITY_GROUP_CLOSED", "IAM_PASSWORD_POLICY"} <= found["article-series"] <= set(every)
    # IAM.18 is of CIS, not of the best practices.
    assert "IAM_POLICY_IN_USE" in found["cis-5.0.0"] - found["fsbp"]
    assert "S3_BUCKET_SSL_REQUESTS_ONLY" in found["fsbp"]
    assert not any(every[key].scheduled for keys in found.values() for key in keys)


def test_lint_finds_nothing() -> None:
    widest = {pack.theme.name: pack for pack in packs() if pack.name == pack.theme.name}
    chosen = [widest["article-series"], widest["cis-5.0.0"], PACKS["cis-1.2.0-cn-north-1"]]
    assert findings({}, {ROOT / pack.path: pack.regions for pack in chosen}) == []
