from typing import Any

import pytest

from generator.lint.filter_pattern_tokens import InvalidPattern
from tests.events.filter_pattern import Undocumented, matches

# The event of the page on filter patterns, and more of the same kind.
EVENT: dict[str, Any] = {
    "eventType": "UpdateTrail",
    "sourceIPAddress": "111.111.111.111",
    "arrayKey": ["value", "another value"],
    "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}],
    "SomeObject": None,
    "ThisFlag": True,
    "latency": 50,
    "share": 0.25,
    "with.dot": "x",
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('$.eventType = "UpdateTrail"', True),
        ("$.eventType = UpdateTrail", True),
        ("$.eventType = updatetrail", False),
        ("$.eventType = Update", False),
        ("$.eventType = Update*", True),
        ('$.eventType = "*Trail"', True),
        ('$.eventType = "*date*"', True),
        ('$.eventType = "*x*"', False),
        ("$.eventType = %^Update%", True),
        ("$.eventType = %^Trail%", False),
        ("$.sourceIPAddress != 123.123.*", True),
        ("$.sourceIPAddress != 111.*", False),
        ("$.sourceIPAddress = 111.111.111.111", True),
        ("$.sourceIPAddress = 111x111.111.111", False),
        ('$.arrayKey[0] = "value"', True),
        ('$.arrayKey[1] = "value"', False),
        ('$.arrayKey[2] = "value"', False),
        ('$.arrayKey[*] = "another value"', True),
        ("$.objectList[1].id = 2", True),
        ("$.objectList[0].id = 2", False),
        ("$.SomeObject IS NULL", True),
        ("$.ThisFlag IS NULL", False),
        ("$.SomeOtherObject NOT EXISTS", True),
        ("$.SomeObject NOT EXISTS", False),
        ("$.SomeObject EXISTS", True),
        ("$.ThisFlag IS TRUE", True),
        ("$.ThisFlag IS NOT TRUE", False),
        ("$.ThisFlag IS FALSE", False),
        ("$.latency = 50", True),
        ("$.latency = 5*", False),
        ("$.latency > 49", True),
        ("$.latency >= 51", False),
        ("$.latency < 1e2", True),
        ("$.latency <= 50", True),
        ("$.share < 0.5", True),
        ("$.eventType > 1", False),
        ("$.ThisFlag > 0", False),
        ("$.absent = 1", False),
        ("$.absent > 1", False),
        ("$['with.dot'] = x", True),
        ("$.with.dot = x", False),
        ("$.latency = 50 && $.share = 0.25", True),
        ("$.latency = 50 && $.share = 1", False),
        ("$.latency = 1 || $.share = 0.25 && $.ThisFlag IS TRUE", True),
        ("($.latency = 50 || $.share = 0.25) && $.ThisFlag IS FALSE", False),
    ],
)
def test_a_condition_holds_as_aws_documents_it(condition: str, expected: bool) -> None:
    assert matches(f"{{ {condition} }}", EVENT) is expected


def test_what_aws_does_not_document_is_refused() -> None:
    with pytest.raises(Undocumented, match="the event has no"):
        matches("{ $.absent != 1 }", EVENT)
    with pytest.raises(Undocumented, match="no pattern on JSON"):
        matches("ERROR", EVENT)
    with pytest.raises(InvalidPattern):
        matches("{ $.latency == 1 }", EVENT)


def test_what_comes_first_decides_where_it_can() -> None:
    assert not matches("{ $.latency = 1 && $.absent != 1 }", EVENT)
    assert matches("{ $.latency = 50 || $.absent != 1 }", EVENT)
