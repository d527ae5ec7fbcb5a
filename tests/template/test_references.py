from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.template.errors import RequestRefused
from generator.template.references import ancestors, dependencies, in_dependency_order


def test_dependencies_come_from_every_way_to_refer() -> None:
    resources: dict[str, dict[str, Any]] = {
        "A": {"Type": "T"},
        "B": {"Type": "T", "Properties": {"X": {"Ref": "A"}}},
        "C": {"Type": "T", "Properties": {"X": {"Fn::GetAtt": ["B", "Arn"]}}},
        "D": {"Type": "T", "Properties": {"X": {"Fn::Sub": "${C.Arn}/${A}/${!B}"}}},
        "E": {"Type": "T", "DependsOn": ["D"]},
        "F": {"Type": "T", "Properties": {"X": {"Fn::If": ["Yes", {"Ref": "A"}, {"Ref": "B"}]}}},
        "G": {"Type": "T", "Properties": {"X": {"Fn::Sub": ["${A}", {"A": {"Ref": "B"}}]}}},
    }
    assert dependencies(resources, {"Yes": True}) == {
        "A": (),
        "B": ("A",),
        "C": ("B",),
        "D": ("A", "C"),
        "E": ("D",),
        "F": ("A",),
        "G": ("B",),
    }


def test_a_cycle_is_refused_and_named() -> None:
    with pytest.raises(RequestRefused, match=r"Circular dependency between resources: \[B, C\]"):
        in_dependency_order({"A": ["B"], "B": ["C"], "C": ["B"]})


def test_a_resource_that_refers_to_itself_is_a_cycle() -> None:
    with pytest.raises(RequestRefused, match=r"\[A\]"):
        in_dependency_order({"A": ["A"]})


def test_ancestors_are_found_through_others() -> None:
    assert ancestors("C", {"A": [], "B": ["A"], "C": ["B"], "D": ["C"]}) == {"A", "B"}


@given(st.lists(st.lists(st.integers(0, 50), max_size=4), max_size=12))
def test_each_resource_follows_what_it_needs(edges: list[list[int]]) -> None:
    needs = {str(name): [str(other % name) for other in others] if name else [] for name, others in enumerate(edges)}
    order = in_dependency_order(needs)
    assert sorted(order) == sorted(needs)
    assert all(order.index(other) < order.index(name) for name in needs for other in needs[name])
