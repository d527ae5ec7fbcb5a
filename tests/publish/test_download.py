import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.model.errors import BadInput
from generator.publish.download import download, find
from generator.publish.source import folders
from tests.publish.small_release import made

ARTICLES = ["parameters/config.json", "templates/config.yaml", "templates/stack-sets/config.yaml"]


@dataclass
class Site:
    """What a loopback server answers; ``asked`` are the paths in their order, ``ends`` answers other than 200."""

    files: dict[str, bytes]
    ends: dict[str, int] = field(default_factory=dict)
    url: str = ""
    asked: list[str] = field(default_factory=list)


@contextmanager
def served(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            site.asked.append(path)
            status = site.ends.get(path, 200 if path in site.files else 403)
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "/1.2.3/manifest.json")
            self.send_header("Content-Length", str(len(site.files.get(path, b""))))
            self.end_headers()
            content = site.files.get(path, b"")
            # 299 stands for an answer that is cut off.
            self.wfile.write(content[:-1] if status == 299 else content)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        site.url = f"http://127.0.0.1:{server.server_port}"
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    files = {
        f"{prefix}{version}/{path}": content
        for prefix in ("", "p/")
        for version in ("1.2.3", "1.3.0")
        for path, content in made(version).objects.items()
    }
    newest = made("1.3.0").manifest.content
    with served(Site(files | {"latest/manifest.json": newest, "p/latest/manifest.json": newest})) as running:
        yield running


def held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def nothing_is_left(folder: Path) -> bool:
    return not folder.exists() and not list(folder.parent.glob(f".{folder.name}.*"))


def test_the_latest_release_is_fetched_whole_and_verified(site: Site, tmp_path: Path) -> None:
    to = tmp_path / "new" / "out"
    assert download(find(site.url), to) == len(ARTICLES)
    release = made("1.3.0")
    assert held(to) == {name: release.objects[name] for name in [*ARTICLES, "manifest.json"]}
    assert to.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in to.parent.iterdir()] == ["out"]


def test_everything_is_all_but_the_zip(site: Site, tmp_path: Path) -> None:
    download(find(site.url), tmp_path / "out", everything=True)
    wanted = {path: each for path, each in made("1.3.0").objects.items() if not path.endswith(".zip")}
    assert held(tmp_path / "out") == wanted


@pytest.mark.parametrize(
    ("base", "version", "wanted"),
    [
        ("", None, "1.3.0"),
        ("/", None, "1.3.0"),
        ("/p", None, "1.3.0"),
        ("/latest", None, "1.3.0"),
        ("/p/1.2.3/templates", None, "1.2.3"),
        ("/p/1.2.3/templates/", None, "1.2.3"),
        ("/1.2.3", None, "1.2.3"),
        ("/p/1.3.0/templates", "1.2.3", "1.2.3"),
        ("/p", "v1.2.3", "1.2.3"),
    ],
)
def test_the_url_is_that_of_launch_links_or_of_all_versions(
    site: Site, tmp_path: Path, base: str, version: str | None, wanted: str
) -> None:
    found = find(site.url + base, version)
    download(found, tmp_path / "out")
    assert held(tmp_path / "out")["manifest.json"] == made(wanted).manifest.content
    prefix = "p/" if base.startswith("/p") else ""
    assert all(path.startswith(prefix + wanted) for path in site.asked[1:])


@pytest.mark.parametrize("path", ARTICLES)
@pytest.mark.parametrize("fault", ["changed", "longer", "shorter", "gone", "cut off"])
def test_one_file_that_is_not_as_the_manifest_says_leaves_no_folder(
    site: Site, tmp_path: Path, path: str, fault: str
) -> None:
    key = f"1.3.0/{path}"
    content = site.files[key]
    changed = {"changed": content[:-1] + b"X", "longer": content + b"X", "shorter": content[:-1]}
    if fault in changed:
        site.files[key] = changed[fault]
    else:
        site.ends[key] = 403 if fault == "gone" else 299
    with pytest.raises(BadInput) as told:
        download(find(site.url), tmp_path / "out")
    assert f"{site.url}/{key}: " in str(told.value)
    words = {"gone": "the answer is 403", "longer": "it is longer than", "cut off": "it cannot be read"}
    assert words.get(fault, "it is not what the manifest says") in str(told.value)
    assert nothing_is_left(tmp_path / "out")


def test_a_manifest_is_held_to_the_sha256_that_the_user_has(site: Site) -> None:
    right = hashlib.sha256(made("1.3.0").manifest.content).hexdigest()
    assert find(site.url, sha256=right.upper()).manifest.version == "1.3.0"
    with pytest.raises(BadInput, match=f"latest/manifest.json: its SHA-256 is {right}"):
        find(site.url, sha256="0" * 64)


def test_the_manifest_of_another_version_is_refused(site: Site) -> None:
    site.files["1.2.3/manifest.json"] = made("1.3.0").manifest.content
    with pytest.raises(BadInput, match=r"1\.2\.3/manifest\.json: it is of version 1\.3\.0"):
        find(site.url, "1.2.3")


def test_a_version_that_is_not_published_is_told_in_one_line(site: Site) -> None:
    with pytest.raises(
        BadInput, match=r"9\.9\.9/manifest\.json: the answer is 403 Forbidden\. If the bucket is not public"
    ):
        find(site.url, "9.9.9")


def test_redirects_are_not_followed(site: Site) -> None:
    site.ends["latest/manifest.json"] = 302
    with pytest.raises(BadInput, match="the answer is 302"):
        find(site.url)
    assert site.asked == ["latest/manifest.json"]


def test_a_folder_that_is_there_is_left_alone(site: Site, tmp_path: Path) -> None:
    found = find(site.url)
    file = tmp_path / "file"
    file.write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for to in (tmp_path, file, tmp_path / "link"):
        with pytest.raises(BadInput, match=r"it is there already\. Name a folder"):
            download(found, to)
    assert file.read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert download(found, tmp_path / "empty") == len(ARTICLES)
    with pytest.raises(BadInput, match="it cannot be written"):
        download(found, file / "below")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.com/p", "is no https URL"),
        ("s3://bucket/p", "is no https URL"),
        ("file:///etc", "is no https URL"),
        ("bucket", "is no https URL"),
        ("https://", "is more than a host and a path"),
        ("https://b.s3.eu-west-1.amazonaws.com/p?versionId=1", "is more than a host and a path"),
        ("https://user@b.s3.eu-west-1.amazonaws.com/p", "is more than a host and a path"),
        ("https://[", "is no URL"),
    ],
)
def test_other_urls_are_refused(url: str, words: str) -> None:
    with pytest.raises(BadInput) as told:
        folders(url, None)
    assert words in str(told.value)


def test_a_host_that_nobody_answers_on_is_told_in_one_line() -> None:
    with pytest.raises(
        BadInput, match=r"http://127.0.0.1:9/latest/manifest.json: it cannot be read: .* Run the command"
    ):
        find("http://127.0.0.1:9")
    with pytest.raises(BadInput, match="it cannot be read"):
        find("https://a b.example.invalid")
