from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from generator.automation import SimulatedClock, run

if TYPE_CHECKING:
    from collections.abc import Callable

    import boto3

Document = dict[str, Any]


def step(document: Document, name: str) -> Any:
    steps = list(document["mainSteps"])
    while steps:
        found = steps.pop()
        if found["name"] == name:
            return found
        steps += found["inputs"].get("Steps", [])
    raise KeyError(name)


def change(name: str, /, **keys: Any) -> Callable[[Document], None]:
    return lambda document: step(document, name).update(keys)


def inputs(name: str, /, **keys: Any) -> Callable[[Document], None]:
    return lambda document: step(document, name)["inputs"].update(keys)


def without_input(name: str, key: str) -> Callable[[Document], None]:
    return lambda document: step(document, name)["inputs"].pop(key)


def output(name: str, number: int = 0, /, **keys: Any) -> Callable[[Document], None]:
    return lambda document: step(document, name)["outputs"][number].update(keys)


def choice(name: str, /, **keys: Any) -> Callable[[Document], None]:
    def plant(document: Document) -> None:
        chosen = step(document, name)["inputs"]["Choices"][0]
        chosen.update(keys)

    return plant


def script(name: str, old: str, new: str) -> Callable[[Document], None]:
    def plant(document: Document) -> None:
        found = step(document, name)["inputs"]
        assert old in found["Script"]
        found["Script"] = found["Script"].replace(old, new)

    return plant


def document_key(**keys: Any) -> Callable[[Document], None]:
    return lambda document: document.update(keys)


def parameter(name: str, **keys: Any) -> Callable[[Document], None]:
    return lambda document: document["parameters"].setdefault(name, {}).update(keys)


CLOSING: list[tuple[str, Callable[[Document], None], str]] = [
    ("misspelt parameter", inputs("RevokeIngress", GroupId="{{ GroupIdd }}"), "{{ GroupIdd }} is to nothing"),
    (
        "misspelt output",
        inputs("RevokeIngress", SecurityGroupRuleIds="{{ Plan.Ingres }}"),
        "output that step Plan does not",
    ),
    ("output of a later step", inputs("DescribeRules", MaxResults="{{ Verify.Left }}"), "cannot have run before"),
    ("broken reference", inputs("RevokeIngress", GroupId="{{ Group Id }}"), "'Group Id' is not a reference"),
    ("wrong Type", output("DescribeRules", Type="StringList"), "finds MapList, Type says StringList"),
    ("unknown Type", output("DescribeRules", Type="List"), "unknown Type List"),
    ("misspelt selector", output("DescribeRules", Selector="$.SecurityGroupRule"), "no SecurityGroupRule there"),
    ("selector without index", output("DescribeGroup", Selector="$.SecurityGroups.GroupName"), "no GroupName there"),
    ("selector that is no path", output("DescribeRules", Selector="$.[Rules"), "is not JSONPath"),
    ("selector without root", output("DescribeRules", Selector="SecurityGroupRules"), "is not a JSONPath from $"),
    ("selector outside the payload", output("Plan", Selector="$.Outcome"), "does not begin with $.Payload"),
    ("misspelt Api", inputs("RevokeEgress", Api="RevokeSecurityGroupEgres"), "no Api RevokeSecurityGroupEgres"),
    ("Api in snake case", inputs("RevokeEgress", Api="revoke_security_group_egress"), "no Api revoke_security"),
    ("misspelt Service", inputs("RevokeEgress", Service="ec22"), "unknown Service ec22"),
    ("misspelt member", inputs("RevokeEgress", GroupIds="{{ GroupId }}"), "unknown member GroupIds"),
    (
        "member of the wrong type",
        inputs("RevokeEgress", SecurityGroupRuleIds="{{ GroupId }}"),
        "is list, {{ GroupId }} is String",
    ),
    ("literal of the wrong type", inputs("DescribeRules", MaxResults="ten"), "MaxResults is String, not integer"),
    ("misspelt nested member", inputs("DescribeRules", Filters=[{"Nam": "x"}]), "unknown member Filters[0].Nam"),
    ("missing required input", without_input("RevokeEgress", "Api"), "inputs: Api is missing"),
    ("PropertySelector of a list", inputs("AssertDefault", PropertySelector="$.SecurityGroups"), "finds a list"),
    ("misspelt PropertySelector", inputs("AssertDefault", PropertySelector="$.Groups[0].Name"), "no Groups there"),
    ("branch to nowhere", choice("ChooseEgress", NextStep="RevokeEgres"), "step RevokeEgres, which does not exist"),
    ("Default to nowhere", inputs("ChooseEgress", Default="Verifi"), "Default names step Verifi"),
    ("unknown operator", choice("ChooseEgress", BoolEquals=True), "has 2 operators"),
    (
        "operator of another type",
        choice("ChooseEgress", Variable="{{ Plan.Outcome }}"),
        "compares Boolean values, {{ Plan.Outcome }} is String",
    ),
    ("And beside a comparison", choice("ChooseIngress", Variable="{{ Plan.Outcome }}"), "And stands beside Variable"),
    ("nextStep to nowhere", change("RevokeIngress", nextStep="Chose"), "nextStep names step Chose"),
    ("onFailure to nowhere", change("RevokeIngress", onFailure="step:Undo"), "onFailure names step Undo"),
    ("onFailure that means nothing", change("RevokeIngress", onFailure="Ignore"), "onFailure is 'Ignore'"),
    ("isEnd and nextStep", change("RevokeIngress", isEnd=True, nextStep="Verify"), "has isEnd and nextStep"),
    ("isEnd as text", change("RevokeIngress", isEnd="true"), "isEnd is str, not bool"),
    ("unknown step key", change("RevokeIngress", retries=3), "unknown key 'retries'"),
    ("unknown action", change("RevokeIngress", action="aws:executeAwsAPI"), "unknown action aws:executeAwsAPI"),
    ("action that cannot be rehearsed", change("RevokeIngress", action="aws:runCommand"), "cannot be rehearsed"),
    ("outputs where there are none", change("AssertDefault", outputs=[]), "declares no outputs"),
    ("step name too short", change("RevokeIngress", name="RI"), "3 to 128 letters"),
    ("step name twice", change("RevokeIngress", name="RevokeEgress"), "another step has the same name"),
    ("missing handler", inputs("Verify", Handler="check"), "Handler 'check' is no function"),
    ("handler with one argument", script("Verify", "verify(events, context)", "verify(events)"), "takes 1 arguments"),
    ("syntax error in a script", script("Plan", "return {", "return {{"), "Script line"),
    (
        "syntax newer than the runtime",
        inputs("Plan", Runtime="python3.7", Script="def plan(a, b):\n  if (c := a):\n    return c\n"),
        "Script line 2",
    ),
    ("module that is not there", script("Verify", "import boto3", "import requests"), "module requests is not there"),
    ("runtime that is not there", inputs("Plan", Runtime="python2.7"), "Runtime 'python2.7'"),
    ("unknown script input", inputs("Plan", Payload={}), "inputs: unknown key 'Payload'"),
]

ELSEWHERE: list[tuple[str, Callable[[Document], None], str]] = [
    ("unknown document key", document_key(mainStep=[]), "document: unknown key 'mainStep'"),
    ("no steps", document_key(mainSteps=[]), "document: has no steps"),
    ("document output of nothing", document_key(outputs=["Plan.Result"]), "document outputs: Plan.Result"),
    ("assumeRole of nothing", document_key(assumeRole="{{ Role }}"), "document assumeRole: reference {{ Role }}"),
    ("unknown parameter type", parameter("GroupId", type="AWS::EC2::Group::Id"), "parameter GroupId: unknown type"),
    ("parameter pattern", parameter("GroupId", allowedPattern="(sg"), "parameter GroupId: allowedPattern"),
    ("parameter key", parameter("GroupId", allowedValue=["x"]), "parameter GroupId: unknown key 'allowedValue'"),
    ("default of another type", parameter("DryRun", default="yes"), "parameter DryRun: 'yes' is String, not Boolean"),
    ("parameter without a value", parameter("Extra", type="String"), "parameter Extra: missing"),
]

FLEET: list[tuple[str, str, Callable[[Document], None], str]] = [
    (
        "iterators of the wrong type",
        "MakeTopics",
        inputs("MakeTopics", Iterators="{{ Approver }}"),
        "is String, not StringList",
    ),
    ("both kinds of loop", "Repeat", inputs("Repeat", Iterators=["a"]), "Iterators or LoopCondition, one of the two"),
    ("too many iterations", "Repeat", inputs("Repeat", MaxIterations=101), "MaxIterations is 101"),
    (
        "loop condition of nothing",
        "Repeat",
        inputs("Repeat", LoopCondition={"Variable": "{{ Tick.No }}", "NumericLesser": 3}),
        "step Tick does not have",
    ),
    (
        "inner step of a loop named outside",
        "WaitForTopic",
        inputs("WaitForTopic", TopicArn="{{ MakeTopic.Arn }}"),
        "is to nothing",
    ),
    ("variable that is not there", "Remember", inputs("Remember", Name="variable:Lost"), "no variable Lost"),
    ("variable without its prefix", "Remember", inputs("Remember", Name="Last"), "not variable:NAME"),
    (
        "variable of another type",
        "RememberCount",
        inputs("RememberCount", Value="{{ MakeTopic.Arn }}"),
        "is String, variable Count is Integer",
    ),
    ("duration that is none", "Pause", inputs("Pause", Duration="90"), "not an ISO 8601 duration"),
    ("duration and timestamp", "Pause", inputs("Pause", Timestamp="2026-01-01T00:00:00Z"), "one of the two"),
    ("misspelt member in a loop", "MakeTopic", inputs("MakeTopic", TopicName="x"), "unknown member TopicName"),
    ("onCancel on a loop", "MakeTopics", change("MakeTopics", onCancel="Abort"), "onCancel is not for aws:loop"),
    ("unknown approve input", "Approve", inputs("Approve", Approver="x"), "unknown key 'Approver'"),
    ("unknown system variable", "Approve", inputs("Approve", Message="{{ global:ACCOUNT }}"), "is to nothing"),
    ("maxAttempts of zero", "Miss", change("Miss", maxAttempts=0), "maxAttempts is 0"),
]


def plant(document: Document, fault: Callable[[Document], None]) -> Document:
    broken = copy.deepcopy(document)
    fault(broken)
    assert broken != document
    return broken


@pytest.mark.parametrize("fault, problem", [row[1:] for row in CLOSING], ids=[row[0] for row in CLOSING])
def test_a_fault_is_reported_at_its_step_and_nothing_runs(
    empty_account: boto3.Session, closing: Document, fault: Callable[[Document], None], problem: str
) -> None:
    broken = plant(closing, fault)
    names = [item["name"] for item in broken["mainSteps"] if item not in closing["mainSteps"]]
    given = {"GroupId": "sg-0123456789abcdef0", "AutomationAssumeRole": "arn:aws:iam::123456789012:role/runbook"}
    execution = run(broken, given, session=empty_account, region="eu-west-1")
    assert execution.status == "Failed"
    assert any(problem in text and text.startswith(f"step {names[0]}") for text in execution.faults), execution.faults
    assert execution.steps == ()


@pytest.mark.parametrize("fault, problem", [row[1:] for row in ELSEWHERE], ids=[row[0] for row in ELSEWHERE])
def test_a_fault_outside_the_steps_is_reported_where_it_is(
    empty_account: boto3.Session, closing: Document, fault: Callable[[Document], None], problem: str
) -> None:
    given = {"GroupId": "sg-0123456789abcdef0", "AutomationAssumeRole": "arn:aws:iam::123456789012:role/runbook"}
    execution = run(plant(closing, fault), given, session=empty_account, region="eu-west-1")
    assert any(text.startswith(problem) for text in execution.faults), execution.faults
    assert (execution.status, execution.steps) == ("Failed", ())


@pytest.mark.parametrize("where, fault, problem", [row[1:] for row in FLEET], ids=[row[0] for row in FLEET])
def test_a_fault_in_loops_variables_and_waits_is_reported_at_its_step(
    empty_account: boto3.Session, fleet: Document, where: str, fault: Callable[[Document], None], problem: str
) -> None:
    execution = run(
        plant(fleet, fault), {"Names": ["a"]}, session=empty_account, region="eu-west-1", clock=SimulatedClock()
    )
    assert any(text.startswith(f"step {where}") and problem in text for text in execution.faults), execution.faults
    assert (execution.status, execution.steps) == ("Failed", ())
    assert empty_account.client("sns").list_topics()["Topics"] == []
