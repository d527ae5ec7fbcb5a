"""Our own templates with something odd put in any place: a rule may find what it likes, and must not fall over."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode
from cfnlint.rules import Rules
from cfnlint.template.template import Template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lint.rule_run import our_rules

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.yaml"))
SMALL = [path for path in TEMPLATES if path.stat().st_size < 30_000]
ODD: list[Any] = [
    None,
    7,
    -1.5,
    True,
    "",
    "${",
    "${A}",
    [],
    {},
    [[]],
    [None],
    {"Ref": None},
    {"Ref": ["a"]},
    {"Fn::Sub": []},
    {"Fn::If": ["x"]},
    {"Fn::If": ["x", {"Ref": "AWS::NoValue"}, 1]},
    {"Fn::GetAtt": {"a": 1}},
    {"Fn::Join": [1, 2]},
    {"Fn::Equals": "x"},
    {"Condition": 3},
    {"a": {"b": ["c"]}},
]


@cache
def decoded(path: Path) -> Any:
    template, faults = decode(str(path))
    assert not faults
    return template


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in items for place in places(value, (*path, key)))]


@cache
def places_of(path: Path) -> list[tuple[Any, ...]]:
    return [place for place in places(decoded(path)) if place]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_rule_of_ours_falls_over_an_odd_value_in_any_place(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SMALL))
    template = deepcopy(decoded(path))
    for place in data.draw(st.lists(st.sampled_from(places_of(path)), min_size=1, max_size=3)):
        node = template
        for step in place[:-1]:
            node = node[step] if isinstance(node, dict) and step in node else node
            if isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
        if isinstance(node, dict) and isinstance(place[-1], str):
            node[place[-1]] = deepcopy(data.draw(st.sampled_from(ODD)))
        elif isinstance(node, list) and node and isinstance(place[-1], int):
            node[place[-1] % len(node)] = deepcopy(data.draw(st.sampled_from(ODD)))
    cfn = Template("odd.yaml", template, ["us-east-1"])
    rules = Rules()
    rules.update(our_rules())
    config = ConfigMixIn(["--include-checks", "I", "--template", "odd.yaml"])
    fallen = [str(match) for match in rules.run("odd.yaml", cfn, config) if match.rule.id not in our_rules()]
    assert fallen == []


def test_the_rules_know_every_kind_of_template_that_is_made_odd() -> None:
    assert len(SMALL) > 10
    assert all(places_of(path) for path in SMALL)
