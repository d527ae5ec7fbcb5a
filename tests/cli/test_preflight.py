import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from click.testing import CliRunner, Result

from generator.cli import main
from generator.preflight.session import Caller, caller
from generator.rehearsal.account import StrictAccount


@pytest.fixture(scope="module")
def account() -> Iterator[StrictAccount]:
    with StrictAccount() as account:
        yield account


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's AWS configuration is read."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["preflight", *arguments])


@pytest.fixture
def called(account: StrictAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions are the strict account's."""
    found = Caller(account.session(), account.account_id)
    monkeypatch.setattr("generator.preflight.session.caller", lambda *_: found)


@pytest.mark.usefixtures("called")
def test_it_prints_findings_and_the_files_that_it_wrote(tmp_path: Path) -> None:
    done = run("config", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    path = tmp_path / "123456789012" / "config.json"
    assert f"wrote {path}" in done.output
    assert json.loads(path.read_text("utf-8"))["Parameters"]["ConfigurationRecorder"] == "CREATE"
    line = "us-east-1 decided: recorder: no recorder is there [config: ConfigurationRecorder=CREATE]"
    assert line in done.output.splitlines()


@pytest.mark.usefixtures("called")
def test_json_has_account_status_findings_and_files(tmp_path: Path) -> None:
    done = run("config-rules-s3", "--json", "--out", str(tmp_path))
    facts = json.loads(done.output)
    assert done.exit_code == facts["status"] == 1
    assert facts["account"] == "123456789012"
    assert facts["findings"][-1] == {
        "level": "FAILS",
        "region": "us-east-1",
        "subject": "recorder",
        "text": "config-rules-s3 has rules and no recorder is there: launch config first",
    }
    assert list(facts["files"]) == [str(tmp_path / "123456789012" / "config-rules-s3.json")]


def test_policy_is_printed_without_any_credentials() -> None:
    done = run("guardduty", "--policy")
    assert done.exit_code == 0
    (statement,) = json.loads(done.output)["Statement"]
    assert "guardduty:ListDetectors" in statement["Action"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("guard-duty",), "guard-duty: there is no such article. Did you mean guardduty?"),
        (("--region", "eu-west-9"), "eu-west-9"),
        (("--region", "eu-west-1", "--region", "cn-north-1"), "no account has Regions of aws and aws-cn"),
        (("--account", "111122223333", "--profile", "x"), "--account --profile: each says by itself whose account"),
        (("--account", "1111"), "'1111' is no account id. Give its 12 digits."),
        (("--role-arn", "Admin"), "'Admin' is no ARN of a role"),
        (("--profile", "nobody"), "credentials: The config profile (nobody) could not be found"),
        ((), "credentials: Unable to locate credentials. Sign in, or give --profile"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output and len(done.output.splitlines()) == 1, done.output


def answered_with(code: str, monkeypatch: pytest.MonkeyPatch, account: StrictAccount) -> None:
    session = account.account_region().new_session()

    def refuse(model: Any, **_: Any) -> None:
        error: Any = {"Error": {"Code": code, "Message": "it says so."}}
        raise ClientError(error, model.name)

    session.events.register_first("before-call.*.*", refuse)
    monkeypatch.setattr("boto3.Session", lambda **_: session)


def test_an_expired_token_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, account: StrictAccount) -> None:
    answered_with("ExpiredToken", monkeypatch, account)
    done = run("config")
    assert done.exit_code == 2
    assert done.output == (
        "baseline: credentials: AWS refuses them: ExpiredToken: it says so. Sign in again, or name another --profile.\n"
    )


@pytest.mark.usefixtures("called")
def test_a_token_that_expires_on_the_way_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, account: StrictAccount, tmp_path: Path
) -> None:
    session = account.account_region().new_session()

    def refuse(model: Any, **_: Any) -> None:
        error: Any = {"Error": {"Code": "ExpiredTokenException", "Message": "The security token is expired"}}
        raise ClientError(error, model.name)

    session.events.register_first("before-call.guardduty.*", refuse)
    monkeypatch.setattr("generator.preflight.session.caller", lambda *_: Caller(session, account.account_id))
    done = run("guardduty", "--out", str(tmp_path))
    assert done.exit_code == 2
    assert "credentials: AWS refuses them: ExpiredTokenException" in done.output
    assert list(tmp_path.iterdir()) == []


def test_another_account_is_reached_by_the_role_of_its_organization(
    monkeypatch: pytest.MonkeyPatch, account: StrictAccount
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "STRICTACCOUNT")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    assert caller(None, None, None, "us-east-1").account == account.account_id
    assert caller(account.account_id, None, None, "us-east-1").account == account.account_id
    other = caller("111122223333", None, None, "us-east-1")
    assert other.account == "111122223333"
    assert other.session.client("sts").get_caller_identity()["Account"] == "111122223333"
    assert "assumed-role/OrganizationAccountAccessRole" in other.session.client("sts").get_caller_identity()["Arn"]
