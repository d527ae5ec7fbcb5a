import pytest

from generator.lint.rule_texts import explanation, listing, own_rules, page
from generator.model import BadInput


def test_the_page_has_every_rule_of_ours_with_severity_and_source() -> None:
    text = page()
    for rule_id, rule in own_rules().items():
        assert f"## {rule_id}\n" in text
        assert f"[AWS]({rule.source_url})" in text
    assert "| E9901 |" in text
    assert text.isascii()


def test_the_list_has_cfn_lint_s_rules_and_ours() -> None:
    ids = {line.split()[0] for line in listing().splitlines()}
    assert {"E3002", "W2001", "E9301", "E9902"} <= ids


def test_every_rule_can_be_explained_and_an_unknown_one_is_refused() -> None:
    assert "Use instead::" in explanation("E9301")
    assert "Source: https://" in explanation("E3006")
    assert "parameters file" in explanation("E9903")
    with pytest.raises(BadInput, match="Did you mean"):
        explanation("E9810")
