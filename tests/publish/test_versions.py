import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.errors import BadInput
from generator.publish.versions import chosen, is_prerelease, precedence, version

# The order of https://semver.org/#spec-item-11, and what it says in words.
ASCENDING = [
    "0.9.10",
    "1.0.0-1",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.2.0",
    "1.10.0",
    "2.0.0",
]


@given(st.permutations(ASCENDING))
def test_versions_are_in_the_order_of_semantic_versioning(shuffled: list[str]) -> None:
    assert sorted(shuffled, key=precedence) == ASCENDING


@pytest.mark.parametrize("text", ["1.2.3", "v1.2.3", "0.0.0", "1.2.3-rc.1", "10.20.30-a-b.0"])
def test_a_semantic_version_is_taken_with_or_without_v(text: str) -> None:
    assert version(text) == text.removeprefix("v")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v",
        "1",
        "1.2",
        "01.2.3",
        "1.2.3.4",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3+b",
        "latest",
        "../1.2.3",
        "1.2.3\n",
        "1.2.x",
        "1.2.3-" + "a" * 60,
        "V1.2.3",
        "\u0661.2.3",
    ],
)
def test_what_is_no_semantic_version_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is no semantic version"):
        version(text)


def test_only_words_after_a_hyphen_make_a_prerelease() -> None:
    assert [each for each in ASCENDING if not is_prerelease(each)] == ["0.9.10", *ASCENDING[-5:]]


@pytest.mark.parametrize(
    ("given_version", "tags", "wanted"),
    [
        (None, ["v1.2.3"], "1.2.3"),
        (None, ["nightly", "v1.2.3", "v1.2"], "1.2.3"),
        ("1.2.3", [], "1.2.3"),
        ("v1.2.3", ["v1.2.3"], "1.2.3"),
        ("1.2.3", ["v1.2.2", "v1.2.3"], "1.2.3"),
        ("1.2.3", ["1.2.4"], "1.2.3"),
    ],
)
def test_the_version_is_that_of_the_tag_or_the_given_one(
    given_version: str | None, tags: list[str], wanted: str
) -> None:
    assert chosen(given_version, tags) == wanted


@pytest.mark.parametrize(
    ("given_version", "tags", "words"),
    [
        (None, [], "the commit has no tag such as v1.2.3. Tag it, or give --version 1.2.3"),
        (None, ["1.2.3", "v1"], "the commit has no tag"),
        (None, ["v1.10.0", "v1.9.0"], "the commit has the tags v1.9.0, v1.10.0. Say which one"),
        ("1.2.4", ["v1.2.3"], "the tag of the commit is v1.2.3, not 1.2.4"),
        ("one", ["v1.2.3"], "'one' is no semantic version"),
    ],
)
def test_a_version_that_nobody_or_another_says_is_refused(
    given_version: str | None, tags: list[str], words: str
) -> None:
    with pytest.raises(BadInput) as told:
        chosen(given_version, tags)
    assert words in str(told.value)
