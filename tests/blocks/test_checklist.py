from dataclasses import replace

from generator.blocks.checklist import Row, checklist, controls_of
from generator.controls import alb_waf_enabled, elb_tls_https_listeners_only, wafv2_webacl_not_empty
from generator.model import Comment, Parameter

WAF, TLS, RULES = alb_waf_enabled.CONTROL, elb_tls_https_listeners_only.CONTROL, wafv2_webacl_not_empty.CONTROL


def told(*rows: Row) -> list[str]:
    """The rows and the parameters of the controls, in their order."""
    reasons = {control.why.en for control in controls_of(rows)}
    found = []
    for element in checklist(*rows):
        if isinstance(element, Parameter):
            found.append(element.name)
        elif isinstance(element, Comment) and not any(element.text.endswith(reason) for reason in reasons):
            found.append(element.text)
    return found


def test_a_row_says_what_detects_it_and_what_does_not() -> None:
    assert Row(name="No TLS", controls=(TLS, WAF), words="Almost.").text == (
        "No TLS: ELB_TLS_HTTPS_LISTENERS_ONLY, ALB_WAF_ENABLED. Almost."
    )
    assert Row(name="No plan", words="A plan is no configuration.").text == (
        "No plan: no control. A plan is no configuration."
    )


def test_every_row_stands_before_its_first_control_and_one_without_before_the_next() -> None:
    rows = (Row(name="A", controls=(TLS,)), Row(name="B", words="None."), Row(name="C", controls=(WAF, RULES)))
    assert told(*rows) == [
        "A: ELB_TLS_HTTPS_LISTENERS_ONLY.",
        "ElbTlsHttpsListenersOnly",
        "B: no control. None.",
        "C: ALB_WAF_ENABLED, WAFV2_WEBACL_NOT_EMPTY.",
        "AlbWafEnabled",
        "Wafv2WebaclNotEmpty",
    ]


def test_a_control_of_two_rows_is_made_once_and_no_row_is_lost() -> None:
    rows = (
        Row(name="A", controls=(WAF,)),
        Row(name="B", controls=(TLS, WAF)),
        Row(name="C", controls=(WAF,)),
        Row(name="D", words="None."),
    )
    found = told(*rows)
    assert [each for each in found if ":" not in each] == ["AlbWafEnabled", "ElbTlsHttpsListenersOnly"]
    assert sorted(each[0] for each in found if ":" in each) == ["A", "B", "C", "D"]
    assert controls_of(rows) == (WAF, TLS)


def test_controls_are_told_apart_by_their_identifiers() -> None:
    assert controls_of((Row(name="A", controls=(WAF, replace(WAF))),)) == (WAF,)
