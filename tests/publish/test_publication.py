from threading import Barrier, Thread
from typing import Any

import pytest

from generator.model.errors import BadInput
from generator.publish import manifest
from generator.publish.bucket import Bucket
from generator.publish.publication import Publication, publish
from generator.publish.release import Release
from generator.rehearsal.account import StrictAccount
from tests.publish.calls import Calls, Cut, session
from tests.publish.small_release import NAME, made, objects, written

PATHS = [
    "account-baseline-1.2.3.zip",
    "en/index.html",
    "manifest.json",
    "manifest.schema.json",
    "parameters/config.json",
    "templates/config.yaml",
    "templates/stack-sets/config.yaml",
]


def of_version(found: dict[str, bytes], version: str = "1.2.3", prefix: str = "") -> dict[str, bytes]:
    start = f"{prefix}{version}/"
    return {key.removeprefix(start): content for key, content in found.items() if key.startswith(start)}


def latest(found: dict[str, bytes]) -> str | None:
    """The version that latest/ leads to, of which everything is there as its manifest says."""
    pointer = found.get("latest/manifest.json")
    if pointer is None:
        assert "latest/index.html" not in found
        return None
    said = manifest.read(pointer, "latest")
    there = of_version(found, said.version)
    assert there["manifest.json"] == pointer
    assert all(each.matches(there[each.path]) for each in said.files)
    page = found.get("latest/index.html", b"../1.2.3/en/index.html").decode()
    assert any(f"../{version}/en/index.html" in page for version in ("1.2.3", said.version))
    return said.version


def test_a_release_is_there_file_by_file_and_latest_leads_to_it(bucket: Bucket, s3: Any) -> None:
    done = publish(bucket, "", made())
    found = objects(s3)
    assert sorted(of_version(found)) == PATHS
    assert of_version(found) == made().objects
    assert latest(found) == "1.2.3"
    assert done.base_url == f"https://{NAME}.s3.us-east-1.amazonaws.com/1.2.3/templates"
    assert sorted(done.written) == [f"1.2.3/{path}" for path in PATHS]
    assert (done.identical, done.latest) == ((), True)
    assert b"url=../1.2.3/en/index.html" in found["latest/index.html"]


def test_a_prefix_stands_before_everything(bucket: Bucket, s3: Any) -> None:
    done = publish(bucket, "/acme/baseline/", made())
    assert all(key.startswith("acme/baseline/") for key in objects(s3))
    assert "acme/baseline/latest/manifest.json" in objects(s3)
    assert done.base_url.endswith(".amazonaws.com/acme/baseline/1.2.3/templates")
    with pytest.raises(BadInput, match=r"'\.\./x' is no prefix"):
        publish(bucket, "../x", made())


@pytest.mark.parametrize(
    ("key", "kind", "kept"),
    [
        ("1.2.3/templates/config.yaml", "text/yaml; charset=utf-8", "max-age=31536000, immutable"),
        ("1.2.3/manifest.json", "application/json", "max-age=31536000, immutable"),
        ("1.2.3/en/index.html", "text/html; charset=utf-8", "max-age=31536000, immutable"),
        ("1.2.3/account-baseline-1.2.3.zip", "application/zip", "max-age=31536000, immutable"),
        ("latest/manifest.json", "application/json", "max-age=60"),
        ("latest/index.html", "text/html; charset=utf-8", "max-age=60"),
    ],
)
def test_objects_are_served_with_their_type_and_lifetime(
    bucket: Bucket, s3: Any, key: str, kind: str, kept: str
) -> None:
    publish(bucket, "", made())
    head = s3.head_object(Bucket=NAME, Key=key)
    assert (head["ContentType"], head["CacheControl"]) == (kind, kept)


def test_publishing_again_writes_nothing(bucket: Bucket, s3: Any) -> None:
    publish(bucket, "", made())
    before = written(s3)
    done = publish(bucket, "", made())
    assert written(s3) == before
    assert (done.written, len(done.identical), done.latest) == ((), len(PATHS), True)


def test_a_changed_version_is_refused_before_anything_is_written(bucket: Bucket, s3: Any) -> None:
    publish(bucket, "", made())
    before, count = objects(s3), written(s3)
    for changed in (made(config=b"Resources: {} # changed\n"), made(another=b"Resources: {}\n")):
        with pytest.raises(BadInput, match=r"1\.2\.3/manifest\.json: it is published with another content"):
            publish(bucket, "", changed)
    assert (objects(s3), written(s3)) == (before, count)


def test_an_object_that_was_changed_behind_the_manifest_is_found(bucket: Bucket, s3: Any) -> None:
    publish(bucket, "", made())
    s3.put_object(Bucket=NAME, Key="1.2.3/templates/config.yaml", Body=b"Resources: {X: 1}\n")
    with pytest.raises(BadInput, match=r"1\.2\.3/templates/config\.yaml: it is published with another content"):
        publish(bucket, "", made())


def test_a_strange_object_in_the_folder_of_the_version_is_refused(bucket: Bucket, s3: Any) -> None:
    s3.put_object(Bucket=NAME, Key="1.2.3/notes.txt", Body=b"")
    with pytest.raises(BadInput, match=r"1\.2\.3/notes\.txt: it is in the folder of the version and not in the"):
        publish(bucket, "", made())
    assert written(s3) == 1


def test_a_dry_run_writes_nothing_and_says_what_would_be(bucket: Bucket, s3: Any) -> None:
    done = publish(bucket, "", made(), dry_run=True)
    assert (written(s3), len(done.written), done.latest) == (0, len(PATHS), True)
    publish(bucket, "", made())
    before = written(s3)
    done = publish(bucket, "", made("1.3.0"), dry_run=True)
    assert (written(s3), len(done.written), done.latest) == (before, len(PATHS), True)
    with pytest.raises(BadInput, match="another content"):
        publish(bucket, "", made(config=b"x"), dry_run=True)


def test_latest_moves_forward_only_and_never_to_a_prerelease(bucket: Bucket, s3: Any) -> None:
    assert publish(bucket, "", made("2.0.0-rc.1")).latest is False
    assert latest(objects(s3)) is None
    for version, leads in (("1.2.3", "1.2.3"), ("1.10.0", "1.10.0"), ("1.9.0", "1.10.0"), ("2.0.0-rc.2", "1.10.0")):
        assert publish(bucket, "", made(version)).latest is (version == leads)
        assert latest(objects(s3)) == leads
    assert b"../1.10.0/" in objects(s3)["latest/index.html"]


def publish_with(account: StrictAccount, calls: Calls, release: Release) -> Publication:
    with session(account, calls) as made_session:
        return publish(Bucket(made_session, NAME), "", release)


def count(account: StrictAccount, release: Release) -> Calls:
    calls = Calls()
    publish_with(account, calls, release)
    return calls


def test_calls_are_counted(account: StrictAccount, s3: Any) -> None:
    n = len(PATHS)
    first = count(account, made()).names
    # One object is written and read back in two calls; the bucket is found and listed; latest/ has two pointers.
    assert first.count("PutObject") == n + 2
    assert first.count("GetObject") == n + 3
    assert sorted(set(first)) == ["GetObject", "HeadBucket", "ListObjectsV2", "PutObject"]
    assert len(first) == 2 * n + 7
    again = count(account, made()).names
    assert (again.count("PutObject"), len(again)) == (0, n + 4)


@pytest.mark.parametrize("after", [False, True], ids=["unsent", "answer lost"])
def test_whichever_call_is_the_last_latest_stays_whole_and_running_again_finishes(
    account: StrictAccount, s3: Any, after: bool
) -> None:
    publish_with(account, Calls(), made())
    release = made("1.3.0", config=b"Resources: {} # new\n")
    last = None
    for number in range(1, 100):
        calls = Calls(number, after=after)
        try:
            publish_with(account, calls, release)
        except Cut:
            last = number
        assert latest(objects(s3)) in ("1.2.3", "1.3.0")
        if last != number:
            break
        # Up to the last write of the version itself, latest/ is untouched.
        whole = of_version(objects(s3), "1.3.0") == release.objects
        assert latest(objects(s3)) == "1.2.3" or whole
    # Each run begins where the one before ended, so that a later one needs fewer calls than all.
    assert last is not None
    assert last >= 4
    assert latest(objects(s3)) == "1.3.0"
    assert of_version(objects(s3), "1.3.0") == release.objects
    assert written(s3) == 2 * (len(PATHS) + 2)


@pytest.mark.parametrize("after", [False, True], ids=["unsent", "answer lost"])
def test_from_every_point_of_the_first_run_one_more_run_finishes(account: StrictAccount, s3: Any, after: bool) -> None:
    total = 2 * len(PATHS) + 7
    for number in range(1, total + 1):
        account.reset()
        s3.create_bucket(Bucket=NAME)
        with pytest.raises(Cut):
            publish_with(account, Calls(number, after=after), made())
        found = objects(s3)
        assert latest(found) in (None, "1.2.3")
        assert all(made().objects[path] == content for path, content in of_version(found).items())
        publish_with(account, Calls(), made())
        assert latest(objects(s3)) == "1.2.3"
        assert of_version(objects(s3)) == made().objects


def together(account: StrictAccount, releases: list[Release]) -> list[BadInput | None]:
    """Each release published by a thread of its own, all at once."""
    ends: list[BadInput | None] = [None] * len(releases)
    places = [Bucket(account.session(), NAME) for _ in releases]
    start = Barrier(len(releases))

    def run(number: int) -> None:
        start.wait()
        try:
            publish(places[number], "", releases[number])
        except BadInput as error:
            ends[number] = error

    threads = [Thread(target=run, args=(number,)) for number in range(len(releases))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.usefixtures("one_write_at_a_time")
def test_publishers_of_the_same_content_all_succeed(account: StrictAccount, s3: Any) -> None:
    assert together(account, [made()] * 4) == [None] * 4
    assert latest(objects(s3)) == "1.2.3"
    assert written(s3) == len(PATHS) + 2


@pytest.mark.usefixtures("one_write_at_a_time")
def test_of_publishers_of_different_content_one_has_the_version_whole(account: StrictAccount, s3: Any) -> None:
    releases = [made(config=f"Resources: {{}} # {number}\n".encode()) for number in range(4)]
    ends = together(account, releases)
    (winner,) = [release for release, end in zip(releases, ends, strict=True) if end is None]
    assert of_version(objects(s3)) == winner.objects
    assert written(s3) == len(PATHS) + 2
    assert {str(end).partition(":")[0] for end in ends if end} == {"1.2.3/manifest.json"}


@pytest.mark.usefixtures("one_write_at_a_time")
def test_of_publishers_of_different_versions_latest_is_the_newest(account: StrictAccount, s3: Any) -> None:
    assert together(account, [made(f"1.{minor}.0") for minor in range(4)]) == [None] * 4
    assert manifest.read(objects(s3)["latest/manifest.json"], "latest").version == "1.3.0"
    assert b"../1.3.0/" in objects(s3)["latest/index.html"]
