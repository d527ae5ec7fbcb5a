import pytest

from generator import registry
from generator.model import Article, BadInput, Scope, Text
from generator.render import render
from generator.render.detection import detection

CONTROLS = registry.controls()
FLOW_LOGS, ENDPOINTS, SSH = "VPC_FLOW_LOGS_ENABLED", "SERVICE_VPC_ENDPOINT_ENABLED", "INCOMING_SSH_DISABLED"


def article(
    *holds: str, detected_by: tuple[str, ...] = (), undetected: Text | None = None, title: str = "Network"
) -> Article:
    return Article(
        title=Text(title, title),
        summary=Text("A.", "あ。"),
        scope=Scope.REGIONAL,
        cost=Text("Free.", "無料。"),
        controls=tuple(CONTROLS[each] for each in holds),
        detected_by=detected_by,
        undetected=undetected,
    )


ARTICLES = {
    "anti-patterns": article(SSH, ENDPOINTS, FLOW_LOGS),
    "config-rules-vpc": article(SSH, FLOW_LOGS),
    "vpc-flow-logs": article(FLOW_LOGS),
}


def test_a_control_stands_under_the_article_of_its_service_else_under_the_first_that_holds_it() -> None:
    made = article(detected_by=(SSH, ENDPOINTS, FLOW_LOGS))
    assert list(detection(made, ARTICLES)) == [
        "What is not set up like this is found by controls of other templates:",
        "- config-rules-vpc.yaml: INCOMING_SSH_DISABLED, VPC_FLOW_LOGS_ENABLED",
        "- anti-patterns.yaml: SERVICE_VPC_ENDPOINT_ENABLED",
    ]


def test_an_article_that_no_control_answers_says_why() -> None:
    made = article(undetected=Text("AWS Config knows no directory" + " " + "x" * 60 + ".", "なし。"))
    first, second = detection(made, ARTICLES)
    assert first == "No control finds what is not set up like this. AWS Config knows no directory"
    assert second == f"{'x' * 60}."


def test_an_article_that_says_nothing_of_it_has_no_lines() -> None:
    assert list(detection(article(), ARTICLES)) == []


def test_the_lines_follow_the_header_of_the_template() -> None:
    text = render("patch-management", registry.articles()).text
    assert text.splitlines()[2:5] == [
        "# What is not set up like this is found by controls of other templates:",
        "# - config-rules-ec2.yaml: EC2_INSTANCE_MANAGED_BY_SSM, EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK",
        "AWSTemplateFormatVersion: '2010-09-09'",
    ]


def test_a_control_that_no_template_holds_is_refused_with_file_and_element() -> None:
    with pytest.raises(BadInput) as caught:
        render("network", {"network": article(detected_by=(SSH,))})
    assert str(caught.value) == (
        "generator/articles/network.py: detected_by: INCOMING_SSH_DISABLED: no template holds this control."
        " Put it into one, or leave it out."
    )
