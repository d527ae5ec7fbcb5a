import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import registry
from generator.blocks.runbook_script import RUNTIME, in_pieces, reached, script, script_step
from generator.model import BadInput

LIMIT = 7


def double(number: int) -> int:
    return number * 2


def handler(events: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Double the numbers."""
    import json

    # A comment stays.
    total: int = sum(double(number) for number in events["Numbers"])
    return {"Total": json.dumps({"total": total})}


def every_kind(
    first: Mapping[str, Any],
    /,
    second: dict[str, tuple[Any, ...]],
    *rest: Callable[[Any], Any],
    third: Mapping[
        str,
        Any,
    ] = {},
    fourth: "Any | None" = None,
    **others: cast,  # type: ignore[valid-type]  # any name of this module will do
) -> tuple[
    Any,
    ...,
]:
    return first, second, rest, third, fourth, others


def through(events: Mapping[str, Any], context: object) -> dict[str, Any]:
    return handler(events, context)


def with_global(events: Mapping[str, Any], context: object) -> bool:
    return len(events) < LIMIT


def with_module(events: Mapping[str, Any], context: object) -> str:
    return json.dumps(events)


def with_inner_global(events: Mapping[str, Any], context: object) -> list[int]:
    return sorted(events["Numbers"], key=lambda number: number < LIMIT)


def with_default(events: Mapping[str, Any], context: object, most: int = LIMIT) -> int:
    return most


def with_keyword_default(events: Mapping[str, Any], context: object, *, most: int = LIMIT) -> int:
    return most


def with_inner_annotation(events: Mapping[str, Any], context: object) -> Any:
    def inner(value: Any) -> int:
        return int(value)

    return inner(events)


@functools.cache
def with_decorator(number: int) -> int:
    return number


def with_unknown(events: Mapping[str, Any], context: object) -> Any:
    return misspelt(events)  # type: ignore[name-defined]  # noqa: F821  # the name that is nowhere is the test


def closing_over(limit: int) -> Callable[[Any, Any], bool]:
    def inner(events: Any, context: Any) -> bool:
        return len(events) < limit

    return inner


def attribute_named_as_a_global(events: Any, context: Any) -> Any:
    return events.LIMIT


def run(source: str, name: str, *arguments: Any, **named: Any) -> Any:
    return loaded(source)[name](*arguments, **named)


def loaded(source: str) -> dict[str, Any]:
    """What Systems Manager does: the source alone, in an empty module."""
    module: dict[str, Any] = {"__name__": "script"}
    exec(compile(source, "script", "exec"), module)  # the script under test
    return module


def test_a_script_runs_alone_and_does_what_its_functions_do() -> None:
    source = script(double, handler)
    events = {"Numbers": [1, 2, 3]}
    assert run(source, "handler", events, None) == handler(events, None) == {"Total": '{"total": 12}'}


def test_a_script_keeps_comments_and_loses_annotations() -> None:
    source = script(double, handler)
    assert source.startswith("def double(number):\n    return number * 2\n\n\ndef handler(events, context):\n")
    assert "    # A comment stays.\n" in source
    assert source.endswith("}\n")


def test_every_kind_of_argument_loses_its_annotation() -> None:
    source = script(every_kind)
    assert "Mapping" not in source
    assert "Any" not in source
    assert "->" not in source
    assert run(source, "every_kind", 1, 2, 3, fifth=4) == (1, 2, (3,), {}, None, {"fifth": 4})


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (with_global, "LIMIT"),
        (with_module, "json"),
        (with_inner_global, "LIMIT"),
        (with_default, "LIMIT"),
        (with_keyword_default, "LIMIT"),
        (with_inner_annotation, "Any"),
        (with_decorator, "functools"),
        (with_unknown, "misspelt"),
        (handler, "double"),
        (closing_over(3), "limit"),
    ],
)
def test_a_name_from_around_the_function_is_refused(function: Callable[..., Any], name: str) -> None:
    with pytest.raises(BadInput) as caught:
        script(function)
    assert f"the script uses {name} of its module" in caught.value.problem
    assert caught.value.where.endswith(f": {function.__name__}")
    assert caught.value.remedy == "Import or define it inside"


def test_an_attribute_with_the_name_of_a_global_is_no_use_of_it() -> None:
    assert "return events.LIMIT" in script(attribute_named_as_a_global)


def test_what_is_no_function_is_refused() -> None:
    class Handler:
        pass

    with pytest.raises(BadInput, match="it is no function"):
        script(Handler)


def test_a_step_calls_the_last_function_with_its_payload() -> None:
    step = script_step(
        "Plan", double, handler, payload={"Numbers": "{{ Numbers }}"}, outputs={"Total": "String"}, isEnd=True
    )
    assert step == {
        "name": "Plan",
        "action": "aws:executeScript",
        "inputs": {
            "Runtime": RUNTIME,
            "Handler": "handler",
            "InputPayload": {"Numbers": "{{ Numbers }}"},
            "Script": script(double, handler),
        },
        "outputs": [{"Name": "Total", "Selector": "$.Payload.Total", "Type": "String"}],
        "isEnd": True,
    }
    assert "outputs" not in script_step("Plan", double, payload={})


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=200)),
    lambda inner: st.one_of(st.lists(inner, max_size=6), st.dictionaries(st.text(max_size=20), inner, max_size=6)),
    max_leaves=30,
)


@settings(deadline=None)
@given(JSON)
def test_pieces_joined_are_the_state(state: Any) -> None:
    try:
        pieces = in_pieces(state)
    except ValueError:
        assert len(json.dumps(state, separators=(",", ":"))) > 25_600
        return
    assert json.loads("".join(pieces)) == state
    assert 1 <= len(pieces) <= 50
    assert all(0 < len(piece) <= 512 and piece.isascii() for piece in pieces)


def test_a_state_over_25600_characters_is_refused_before_anything_changes() -> None:
    assert len(in_pieces("x" * (25_600 - 2))) == 50
    with pytest.raises(ValueError, match=r"25601 characters .*nothing was changed"):
        in_pieces("x" * (25_600 - 1))


def test_in_pieces_is_a_script_itself() -> None:
    assert run(script(in_pieces), "in_pieces", [{"a": 1}]) == ['[{"a":1}]']


def scripts() -> list[Any]:
    return [
        pytest.param(step["inputs"], id=f"{identifier}-{step['name']}")
        for identifier, control in registry.controls().items()
        for step in (control.runbook.steps if control.runbook else ())
        if step["action"] == "aws:executeScript"
    ]


@pytest.mark.parametrize("inputs", scripts())
def test_every_script_of_a_control_compiles_alone_and_has_its_handler(inputs: Mapping[str, Any]) -> None:
    assert callable(loaded(inputs["Script"])[inputs["Handler"]])


def test_only_what_the_handler_calls_is_reached_also_through_others_and_in_order() -> None:
    assert reached(double, with_global, handler, through) == (double, handler, through)
    assert reached(double, handler, with_global) == (with_global,)
