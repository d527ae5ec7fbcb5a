from typing import Any

import pytest

from generator.template.conditions import evaluate_conditions
from generator.template.errors import RequestRefused
from generator.template.functions import Scope

SCOPE = Scope({"Mode": "DETECT"}, {}, {}, str, lambda name, _: name, str, lambda _: [])


def test_conditions_refer_to_each_other_in_any_order() -> None:
    declared = {
        "Both": {"Fn::And": [{"Condition": "On"}, {"Fn::Not": [{"Condition": "Off"}]}]},
        "Same": {"Condition": "Both"},
        "On": {"Fn::Equals": [{"Ref": "Mode"}, "DETECT"]},
        "Off": {"Fn::Equals": [{"Ref": "Mode"}, "DISABLED"]},
    }
    assert evaluate_conditions(declared, SCOPE) == {"On": True, "Off": False, "Both": True, "Same": True}


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"A": {"Condition": "B"}, "B": {"Condition": "A"}}, "Circular dependency between conditions"),
        ({"A": {"Fn::Not": [{"Condition": "B"}]}}, "Unresolved condition dependency B"),
        ({"A": True}, "A"),
        ({"A": {"Fn::Sub": "x"}}, "A"),
    ],
)
def test_a_wrong_condition_is_refused(declared: dict[str, Any], problem: str) -> None:
    with pytest.raises(RequestRefused, match=problem):
        evaluate_conditions(declared, SCOPE)
