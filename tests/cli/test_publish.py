import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.build import outputs
from generator.cli import main
from generator.lint.finding import Finding
from generator.publish import checks, manifest, preparation
from generator.rehearsal.account import StrictAccount

NAME = "templates-of-acme"


def git(root: Path, *arguments: str) -> None:
    who = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "tag.gpgsign=false",
    )
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def s3() -> Iterator[Any]:
    with StrictAccount() as account:
        client = account.session().client("s3")
        client.create_bucket(Bucket=NAME)
        yield client


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one article and its stack set, which are built and have no finding."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "parameters").mkdir()
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator/x.py").write_text("")
    template = outputs.templates(["default-security-group"])
    files = outputs.outputs(tmp_path, template, whole=False)
    outputs.written(files)
    monkeypatch.setattr(outputs, "ROOT", tmp_path)
    monkeypatch.setattr(checks, "templates", lambda: template)
    monkeypatch.setattr(checks, "outputs", lambda root, rendered, *, whole: files)
    monkeypatch.setattr(checks, "own_findings", lambda root, rendered, *, whole: [])
    monkeypatch.setattr(preparation, "site", lambda templates, edition, root: {"index.html": edition.base_url})
    (tmp_path / "pyproject.toml").write_text('version = "0.1.0"\n')
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    git(tmp_path, "tag", "v1.2.3")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["publish", "--bucket", NAME, *arguments])


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_the_version_of_the_tag_is_published_and_told(root: Path, s3: Any) -> None:
    done = run("--prefix", "acme")
    assert done.exit_code == 0, done.output
    content = s3.get_object(Bucket=NAME, Key="acme/latest/manifest.json")["Body"].read()
    assert done.stdout.splitlines() == [
        "1.2.3: 8 written, 0 already there",
        "latest leads to it",
        f"manifest.json has SHA-256 {manifest.sha256(content)}",
        f"template base URL: https://{NAME}.s3.us-east-1.amazonaws.com/acme/1.2.3/templates",
    ]
    assert done.stderr == ""
    template = s3.get_object(Bucket=NAME, Key="acme/1.2.3/templates/default-security-group.yaml")["Body"].read()
    assert template == (root / "templates/default-security-group.yaml").read_bytes()
    page = s3.get_object(Bucket=NAME, Key="acme/1.2.3/index.html")["Body"].read()
    assert page == f"https://{NAME}.s3.us-east-1.amazonaws.com/acme/1.2.3/templates".encode()
    assert run("--prefix", "acme").stdout.splitlines()[0] == "1.2.3: 0 written, 8 already there"


@pytest.mark.usefixtures("root")
def test_a_dry_run_says_what_would_be_and_writes_nothing(s3: Any) -> None:
    done = run("--dry-run")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:2] == ["1.2.3: 8 would be written, 0 already there", "latest would lead to it"]
    assert "Contents" not in s3.list_objects_v2(Bucket=NAME)


@pytest.mark.usefixtures("s3")
def test_without_a_tag_the_version_is_demanded(root: Path) -> None:
    git(root, "tag", "--delete", "v1.2.3")
    assert refused() == "baseline: --version: the commit has no tag such as v1.2.3. Tag it, or give --version 1.2.3."
    assert run("--version", "2.0.0-rc.1").stdout.splitlines()[1] == "latest does not lead to it"


@pytest.mark.usefixtures("s3")
def test_what_is_not_committed_is_refused(root: Path) -> None:
    (root / "templates/default-security-group.yaml").write_text("Resources: {}")
    assert refused().startswith("baseline: templates/default-security-group.yaml: not as in commit ")


@pytest.mark.usefixtures("s3")
def test_what_is_not_built_is_refused(root: Path) -> None:
    (root / "parameters/default-security-group.json").write_text("{}")
    (root / "templates/gone.yaml").write_text("Resources: {}")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "By hand")
    line = "parameters/default-security-group.json: it is out of date, and 1 more. Run make build, and commit what it writes."
    assert refused("--version", "1.2.4") == f"baseline: {line}"


@pytest.mark.usefixtures("s3", "root")
def test_what_has_findings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Finding("templates/a.yaml", 3, 1, 3, 2, "E9001", "It is wrong")
    monkeypatch.setattr(checks, "own_findings", lambda root, rendered, *, whole: [found, found])
    assert "It is wrong" in refused()
    assert "a finding, and 1 more. Run baseline lint templates" in refused()


@pytest.mark.usefixtures("root", "s3")
def test_without_credentials_it_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as here:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
            here.delenv(name, raising=False)
        for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
            here.setenv(name, str(tmp_path / "none"))
        here.setenv("AWS_EC2_METADATA_DISABLED", "true")
        assert refused().startswith("baseline: credentials: Unable to locate credentials. Sign in, or set AWS_PROFILE")
        here.setenv("AWS_PROFILE", "nobody")
        assert refused().startswith("baseline: credentials: The config profile (nobody) could not be found. Sign in")


def test_a_missing_bucket_is_told_in_one_line(s3: Any, root: Path) -> None:
    s3.delete_bucket(Bucket=NAME)
    assert refused().startswith(f"baseline: bucket {NAME}: there is no such bucket. Make it with the article")


def test_policies_are_printed_as_json_without_a_call_or_a_checkout() -> None:
    done = run("--policy", "--prefix", "acme", "--readers", "o-abcdefghij", "--region", "cn-north-1")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert list(printed) == ["BucketPolicy", "PublisherPolicy"]
    assert printed["PublisherPolicy"]["Statement"][1]["Resource"] == [f"arn:aws-cn:s3:::{NAME}/acme/*"]
    assert printed["BucketPolicy"]["Statement"][0]["Sid"] == "AllowOrganizationToRead"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--readers", "public"), "--readers: it says what --policy prints. Add --policy, or leave it out."),
        (("--region", "us-east-1"), "--region: it says what --policy prints. Add --policy, or leave it out."),
        (("--prefix", "a//b"), "--prefix: 'a//b' is no prefix. Use letters, digits and ._- between slashes."),
        (
            ("--policy", "--readers", "all"),
            "--readers: 'all' is no reader. Give private, public, or an Organization's id",
        ),
        (("--policy", "--region", "us-east-9"), "unknown Region 'us-east-9'; did you mean"),
    ],
)
def test_wrong_options_are_told_in_one_line(arguments: tuple[str, ...], line: str) -> None:
    assert line in refused(*arguments)
