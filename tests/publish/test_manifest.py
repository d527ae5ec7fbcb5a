import hashlib
import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.errors import BadInput
from generator.publish import manifest
from generator.publish.manifest import ListedFile, Manifest
from tests.publish.small_release import made

jsonschema: Any = import_module("jsonschema")


def facts() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(made().manifest.content)
    return read


def test_it_lists_every_file_with_its_article_size_and_sha256() -> None:
    found = {each.pop("path"): each for each in facts()["files"]}
    assert list(found) == sorted(made().files)
    assert found["templates/config.yaml"] == {
        "article": "config",
        "size": 14,
        "sha256": hashlib.sha256(b"Resources: {}\n").hexdigest(),
    }
    assert found["templates/stack-sets/config.yaml"]["article"] == "config"
    assert found["parameters/config.json"]["article"] == "config"
    assert found["en/index.html"]["article"] is None
    assert found["account-baseline-1.2.3.zip"]["article"] is None


def test_it_is_as_the_published_schema_says() -> None:
    schema = json.loads(made().files[manifest.SCHEMA_NAME])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(facts(), schema)
    described = [schema["properties"], schema["properties"]["files"]["items"]["properties"]]
    assert all(each["description"] for members in described for each in members.values())
    assert facts().keys() == schema["properties"].keys() == set(schema["required"])


def test_it_is_read_as_it_was_written() -> None:
    assert manifest.read(made().manifest.content, "manifest.json") == made().manifest


def wrong(change: Any) -> bytes:
    found = facts()
    change(found)
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "it is no manifest of account-baseline"),
        (b"{}", "it is no manifest of account-baseline"),
        (wrong(lambda it: it.update(schema=True)), "it is no manifest of account-baseline"),
        (wrong(lambda it: it.update(schema=2)), "it has schema 2, and only 1 is known"),
        (wrong(lambda it: it.pop("files")), "it is not as its schema says: 'files'"),
        (wrong(lambda it: it.update(files=3)), "it is not as its schema says"),
        (wrong(lambda it: it.update(files=[[]])), "it is not as its schema says"),
        (wrong(lambda it: it.update(version="v1.2.3")), "it names no version"),
        (wrong(lambda it: it.update(version="latest")), "'latest' is no semantic version"),
        (wrong(lambda it: it.update(version=None)), "it names no version"),
        (wrong(lambda it: it.update(commit="HEAD")), "it names no commit"),
        (wrong(lambda it: it["files"].append(it["files"][0])), "it lists a file twice"),
        (wrong(lambda it: it["files"][0].update(size=-1)), "has no size and SHA-256"),
        (wrong(lambda it: it["files"][0].update(size=True)), "has no size and SHA-256"),
        (wrong(lambda it: it["files"][0].update(sha256="AB")), "has no size and SHA-256"),
        (wrong(lambda it: it["files"][0].update(article=3)), "has no article"),
    ],
)
def test_what_is_no_manifest_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BadInput) as told:
        manifest.read(content, "https://x/manifest.json")
    assert str(told.value).startswith("https://x/manifest.json: ")
    assert words in str(told.value)


@pytest.mark.parametrize(
    "path",
    [
        "../a",
        "a/../b",
        "/a",
        "a//b",
        "a/",
        "",
        ".",
        "a\\b",
        "C:a",
        ".git/config",
        "a/.",
        "a b",
        "manifest.json",
        "a\n",
        "x" * 257,
        "-rf",
        "é",
    ],
)
def test_a_path_that_leaves_the_folder_or_has_odd_characters_is_refused(path: str) -> None:
    with pytest.raises(BadInput, match="is no path of a published file"):
        manifest.require_paths([path])
    with pytest.raises(BadInput, match="is no path of a published file"):
        manifest.read(wrong(lambda it: it["files"][0].update(path=path)), "manifest")


def test_paths_that_some_file_system_cannot_hold_together_are_refused() -> None:
    with pytest.raises(BadInput, match="differ in case only"):
        manifest.require_paths(["a/B.html", "a/b.html"])
    with pytest.raises(BadInput, match="A is a file and a folder"):
        manifest.require_paths(["a/b/c.html", "A"])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: (
            st.lists(each)
            | st.dictionaries(st.sampled_from(["schema", "version", "commit", "files", "path", "size"]), each)
        ),
    )
)
def test_no_json_makes_the_reader_fail_otherwise_than_with_bad_input(value: Any) -> None:
    content = value | {"schema": 1} if isinstance(value, dict) else value
    try:
        manifest.read(json.dumps(content).encode(), "manifest")
    except BadInput:
        return
    assert isinstance(value, dict)


@given(st.binary(), st.binary())
def test_a_listed_file_matches_its_own_bytes_only(one: bytes, other: bytes) -> None:
    entry = manifest.listed("a.txt", one)
    assert entry.matches(one)
    assert entry.matches(other) is (one == other)


def test_the_order_of_the_files_does_not_change_the_bytes() -> None:
    files = (ListedFile("b.txt", None, 0, "0" * 64), ListedFile("a.txt", None, 0, "0" * 64))
    one, other = Manifest("1.2.3", "0" * 40, files), Manifest("1.2.3", "0" * 40, files[::-1])
    assert one.content == other.content
