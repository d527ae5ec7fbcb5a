import pytest
from jinja2 import Environment, UndefinedError

from generator.catalogue.page_templates import compiled, environment


def test_what_is_compiled_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    code = compiled()
    assert len(code) == len(environment({}).list_templates()) > 10

    def compiles(*given: object, **named: object) -> None:
        raise AssertionError("it is compiled again")

    monkeypatch.setattr(Environment, "_compile", compiles)
    assert "<html" in environment(code).get_template("root.html").render()
    with pytest.raises(AssertionError, match="compiled again"):
        environment({})


def test_code_of_another_source_is_replaced() -> None:
    code = compiled()
    spoilt = {key: content[: len(content) // 2] for key, content in code.items()}
    assert environment(spoilt).get_template("root.html").render() == environment({}).get_template("root.html").render()
    assert spoilt.keys() == code.keys()


def test_a_name_that_a_page_does_not_know_raises() -> None:
    with pytest.raises(UndefinedError):
        environment({}).get_template("control.html").render()
