from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template, yaml_template

RULE = "E9107"


def described(length: int) -> str:
    return VERIFIED.replace("- name: CloseGroup", f"- name: CloseGroup\n  description: {'x' * length}")


def test_a_document_over_64_kilobytes_is_found() -> None:
    assert "Systems Manager takes 65536" in found_by(RULE, template(described(66_000)))[0]
    assert found_by(RULE, yaml_template(described(66_000)))


def test_what_only_the_template_needs_does_not_count() -> None:
    assert found_by(RULE, template(described(64_000))) == []
    assert found_by(RULE, template(described(64_000).replace("\n", "\n" + "  # a comment\n" * 20))) == []
