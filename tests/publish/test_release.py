import io
import zipfile

import pytest

from generator.model.errors import BadInput
from generator.publish.checkout import Checkout
from generator.publish.content_types import content_type
from generator.publish.release import archive, release
from tests.publish.small_release import made

COMMIT = "0123456789" * 4


def of(files: dict[str, bytes], more: dict[str, bytes] | None = None) -> None:
    release("1.2.3", Checkout(COMMIT, (), {"templates/a.yaml": b"", **files}), more)


def test_the_zip_holds_every_file_but_itself_and_the_manifest() -> None:
    content = made().files["account-baseline-1.2.3.zip"]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        held = {name: file.read(name) for name in file.namelist()}
    others = {path: each for path, each in made().files.items() if not path.endswith(".zip")}
    assert held == {f"account-baseline-1.2.3/{path}": each for path, each in others.items()}


def test_the_zip_has_the_same_bytes_whatever_the_order_the_time_and_the_system() -> None:
    files = {"b.txt": b"b", "a.txt": b"a"}
    content = archive("x", files)
    assert content == archive("x", dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        facts = {(each.date_time[0], each.create_system, each.compress_type) for each in file.infolist()}
    assert facts == {(1980, 3, zipfile.ZIP_STORED)}


def test_names_of_templates_are_as_launch_links_have_them() -> None:
    assert made().templates == ("config", "stack-sets/config")


@pytest.mark.parametrize(
    ("files", "more", "words"),
    [
        ({}, {"templates/a.yaml": b"other"}, "templates/a.yaml: two files of different content have this path"),
        ({}, {"manifest.schema.json": b""}, "two files of different content"),
        ({}, {"a.exe": b""}, "a.exe: no media type is known for .exe"),
        ({}, {"account-baseline-1.2.3.zip": b""}, "account-baseline-1.2.3.zip: two files of different content"),
        ({}, {"Templates/A.yaml": b""}, "differ in case only"),
        ({}, {"manifest.json": b""}, "'manifest.json' is no path of a published file"),
        ({"templates/a b.yaml": b""}, {}, "'templates/a b.yaml' is no path of a published file"),
    ],
)
def test_what_cannot_be_published_is_refused(files: dict[str, bytes], more: dict[str, bytes], words: str) -> None:
    with pytest.raises(BadInput) as told:
        of(files, more)
    assert words in str(told.value)


def test_without_templates_there_is_no_release() -> None:
    with pytest.raises(BadInput, match="there is no template to publish"):
        release("1.2.3", Checkout(COMMIT, (), {"parameters/a.json": b"{}"}))


def test_the_same_file_from_both_sides_is_one() -> None:
    of({}, {"templates/a.yaml": b""})


def test_types_do_not_hang_on_case() -> None:
    assert content_type("a/B.SVG") == "image/svg+xml"
