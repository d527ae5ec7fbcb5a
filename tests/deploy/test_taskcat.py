"""taskcat against the strict account; run by ``make deploy-test``, because taskcat has an environment of its own."""

from pathlib import Path

import pytest

from generator.build.outputs import ROOT
from generator.rehearsal import deploy_test
from tests.rehearsal.planted import Copy, copy


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    monkeypatch.setattr(deploy_test, "FOLDER", tmp_path / "build" / "taskcat")
    return copy(tmp_path, monkeypatch)


def test_a_sound_article_is_green_and_clutters_nothing(committed: Copy, capfd: pytest.CaptureFixture[str]) -> None:
    before = {path.name for path in ROOT.iterdir()}
    assert deploy_test.main(["private-bucket"]) == 0
    assert "deploy-test: 1 passed, 0 failed" in capfd.readouterr().out
    assert {path.name for path in ROOT.iterdir()} == before
    logs = sorted((committed.root / "build" / "taskcat_outputs").glob("*-cfnlogs.txt"))
    assert [log.name.removesuffix("-cfnlogs.txt")[-9:] for log in logs] == ["eu-west-1", "us-east-1"]
    assert all("CREATE_COMPLETE" in log.read_text() for log in logs)


def test_a_removed_order_is_red_and_says_why(committed: Copy, capfd: pytest.CaptureFixture[str]) -> None:
    committed.plant("config", "!Select [0, [!Ref S3ForConfig, !Ref S3BucketPolicyForConfig]]", "!Ref S3ForConfig")
    assert deploy_test.main(["config"]) == 1
    told = capfd.readouterr().out
    assert "deploy-test: config: taskcat ends with 1" in told
    assert "ConfigDeliveryChannel" in told
    assert "Insufficient delivery policy to s3 bucket" in told
    assert "deploy-test: 0 passed, 1 failed: config" in told


def test_what_an_article_requires_is_told_where_it_fails(committed: Copy, capfd: pytest.CaptureFixture[str]) -> None:
    committed.plant(
        "service-linked-roles", "AWSServiceName: config.amazonaws.com", "AWSServiceName: nothing.amazonaws.com"
    )
    assert deploy_test.main(["config"]) == 1
    assert "deploy-test: config: what it requires cannot be deployed: " in capfd.readouterr().out


def test_several_articles_are_tested_beside_each_other_and_each_is_told(
    committed: Copy, capfd: pytest.CaptureFixture[str]
) -> None:
    committed.plant("config", "!Select [0, [!Ref S3ForConfig, !Ref S3BucketPolicyForConfig]]", "!Ref S3ForConfig")
    assert deploy_test.main(["config", "private-bucket"]) == 1
    told = capfd.readouterr().out
    assert "deploy-test: private-bucket\n" in told
    assert "deploy-test: config: taskcat ends with 1" in told
    assert "deploy-test: 1 passed, 1 failed: config" in told
