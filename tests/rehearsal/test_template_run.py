from pathlib import Path

import pytest

from generator.build.compose import compose
from generator.model import BadInput
from generator.rehearsal.article_run import all_green
from generator.rehearsal.template_run import declared, rehearse_template


@pytest.fixture
def composed(tmp_path: Path) -> Path:
    path = tmp_path / "my-controls.yaml"
    path.write_text(compose(["EC2_EBS_ENCRYPTION_BY_DEFAULT", "IAM_PASSWORD_POLICY"]).text)
    return path


def test_a_composed_template_is_rehearsed_after_the_recorder_in_two_regions(composed: Path) -> None:
    runs = rehearse_template(composed, ("us-east-1", "eu-west-1"), {"Ec2EbsEncryptionByDefault": "AUTOMATIC"})
    assert all_green(runs), [run.facts() for run in runs]
    assert [(run.article, run.region) for run in runs] == [
        ("service-linked-roles", "us-east-1"),
        ("config", "us-east-1"),
        ("my-controls", "us-east-1"),
        ("config", "eu-west-1"),
        ("my-controls", "eu-west-1"),
    ]
    made = [{each["type"] for each in run.facts()["resources"]} for run in runs]
    assert "AWS::IAM::Role" in made[2]
    assert "AWS::IAM::Role" not in made[4]
    assert "HomeRegion" in declared(composed)


@pytest.mark.parametrize("text", ["", "Resources: [", "a: 1\n"])
def test_a_file_that_is_no_template_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match=r"x\.yaml"):
        rehearse_template(path)
    with pytest.raises(BadInput, match=r"gone\.yaml: it cannot be read"):
        rehearse_template(tmp_path / "gone.yaml")
