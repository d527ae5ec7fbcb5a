from pathlib import Path

import pytest

from generator.build import linted
from generator.build.outputs import ROOT, templates
from generator.conformance_packs.regions import packs
from generator.knowledge.regions import partitions
from generator.knowledge.resource_types import missing_regions
from generator.lint.finding import Finding

HERE = "config", "iam-guardrails"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[Path, tuple[str, ...]]:
    given: dict[Path, tuple[str, ...]] = {}

    def findings(found: dict[Path, tuple[str, ...]], others: dict[Path, tuple[str, ...]]) -> list[Finding]:
        given.update(found | others)
        return []

    monkeypatch.setattr(linted, "findings", findings)
    return given


def test_an_article_is_linted_for_every_region_that_it_is_for(asked: dict[Path, tuple[str, ...]]) -> None:
    rendered = templates(HERE)
    linted.own_findings(ROOT, rendered, whole=False)
    for name in HERE:
        assert asked[ROOT / "templates" / f"{name}.yaml"] == rendered[name].regions


def test_a_stack_set_is_linted_once_in_each_partition_because_its_type_is_everywhere(
    asked: dict[Path, tuple[str, ...]],
) -> None:
    assert not missing_regions("AWS::CloudFormation::StackSet")
    rendered = templates(HERE)
    linted.own_findings(ROOT, rendered, whole=False)
    chosen = asked[ROOT / "templates/stack-sets/config.yaml"]
    regions = {name: {region.code for region in each.regions} for name, each in partitions().items()}
    reached = [name for name, codes in regions.items() if codes & {*rendered["config"].regions}]
    assert sorted(name for code in chosen for name, codes in regions.items() if code in codes) == sorted(reached)


def test_the_whole_build_lints_what_launches_packs_and_the_widest_pack_of_each_theme(
    asked: dict[Path, tuple[str, ...]],
) -> None:
    linted.own_findings(ROOT, templates(HERE), whole=True)
    found = {path.relative_to(ROOT).as_posix() for path in asked}
    assert {f"templates/conformance-packs/launch/{each}.yaml" for each in ("account", "organization")} <= found
    themes = {pack.theme.name for pack in packs()}
    assert {pack.theme.name for pack in packs() if (ROOT / pack.path) in asked} == themes
