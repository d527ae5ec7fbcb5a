from dataclasses import replace

import pytest

from generator import registry
from generator.conformance_packs.pack import Pack
from generator.conformance_packs.themes import Theme
from generator.knowledge import limits
from generator.model import BadInput

CONTROL = registry.controls()["IAM_POLICY_IN_USE"]


def pack(count: int = 1, partition: str = "aws") -> Pack:
    controls = tuple(
        CONTROL if number == 0 else replace(CONTROL, identifier=f"{CONTROL.identifier}_{number}", scheduled=True)
        for number in range(count)
    )
    return Pack("theme", Theme("theme", "Theme", controls), controls, partition, ("us-east-1", "us-west-2"))


def test_an_input_becomes_a_parameter_in_the_words_of_the_partition() -> None:
    data = pack(partition="aws-cn").data
    assert data["Parameters"]["IamPolicyInUseParamPolicyARN"] == {
        "Type": "String",
        "Default": "arn:aws-cn:iam::aws:policy/AWSSupportAccess",
    }
    rule = data["Resources"]["ConfigIamPolicyInUse"]["Properties"]
    assert rule["InputParameters"]["policyARN"] == {"Ref": "IamPolicyInUseParamPolicyARN"}


def test_the_header_names_the_regions() -> None:
    assert "# Regions: us-east-1 us-west-2\n" in pack().text


def test_too_many_rules_are_refused_by_the_name_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match=r"templates/conformance-packs/theme\.yaml: 131 rules are more than"):
        _ = pack(131).text
    monkeypatch.setattr(limits, "CONFORMANCE_PACK_BODY_BYTES", 100)
    with pytest.raises(BadInput, match=r"\d+ bytes are more than a pack may have \(100\)"):
        _ = pack().text
