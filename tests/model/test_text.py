import pytest

from generator.model import BadInput, Text
from generator.model.text import require_ascii


@pytest.mark.parametrize(
    ("english", "japanese", "language"),
    [
        ("", "語", "English"),
        (" a", "語", "English"),
        ("a\n", "語", "English"),
        ("a", "", "Japanese"),
        ("a", "語 ", "Japanese"),
    ],
)
def test_empty_or_padded_words_are_refused_by_language(english: str, japanese: str, language: str) -> None:
    with pytest.raises(BadInput, match=f"the {language} is empty or padded"):
        Text(english, japanese)


def test_english_is_ascii_and_japanese_need_not_be() -> None:
    assert Text("Words", "言葉").ja == "言葉"
    with pytest.raises(BadInput, match="is not ASCII"):
        Text("Wörds", "言葉")


def test_every_character_that_is_not_ascii_is_named_once() -> None:
    with pytest.raises(BadInput) as caught:
        require_ascii("place", "é – é")
    assert caught.value.where == "place"
    assert caught.value.problem.endswith("is not ASCII (é –)")
