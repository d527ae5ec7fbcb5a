import pytest

from generator.template.made_once import made_once


def test_it_is_made_once_and_each_caller_has_a_copy_of_their_own() -> None:
    made = []

    @made_once
    def letters(text: str) -> list[str]:
        made.append(text)
        return [*text]

    first = letters("ab")
    first.append("c")
    assert letters("ab") == ["a", "b"]
    assert letters("b") == ["b"]
    assert made == ["ab", "b"]


def test_an_error_is_raised_each_time() -> None:
    tried = []

    @made_once
    def refused(text: str) -> str:
        tried.append(text)
        raise ValueError(text)

    for _ in range(2):
        with pytest.raises(ValueError, match="ab"):
            refused("ab")
    assert tried == ["ab", "ab"]
