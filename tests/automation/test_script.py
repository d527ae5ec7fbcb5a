from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.automation import SimulatedClock
from generator.automation.script import ScriptError, problems, run

if TYPE_CHECKING:
    import boto3


def inputs(body: str, payload: Any = None) -> dict[str, Any]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return {
        "Runtime": "python3.11",
        "Handler": "handler",
        "InputPayload": payload or {},
        "Script": f"def handler(events, context):\n{lines}\n",
    }


def test_a_script_gets_its_payload_as_json_and_its_return_value_goes_back_as_json(empty_account: boto3.Session) -> None:
    result = run(inputs("return {'n': events['n'] + 1, 't': (1, 2)}", {"n": 1}), empty_account, SimulatedClock())
    assert result.payload == {"n": 2, "t": [1, 2]}


@pytest.mark.parametrize(
    "body",
    [
        "import boto3\nreturn boto3.client('sts').get_caller_identity()['Account']",
        "from boto3 import client\nreturn client('sts').get_caller_identity()['Account']",
        "import boto3\nreturn boto3.Session().client('sts').get_caller_identity()['Account']",
        "import boto3.session\nreturn boto3.session.Session().client('sts').get_caller_identity()['Account']",
        "from boto3.session import Session\nreturn Session().client('sts').get_caller_identity()['Account']",
        "import boto3\nreturn boto3.resource('iam').CurrentUser().meta.client.meta.service_model.service_name and '123456789012'",
    ],
)
def test_every_way_to_a_client_leads_to_the_session_of_the_run(empty_account: boto3.Session, body: str) -> None:
    heard: list[str] = []
    empty_account.events.register("before-call.*.*", lambda model, **_: heard.append(model.name))
    result = run(inputs(body), empty_account, SimulatedClock())
    assert result.payload == "123456789012"
    if "get_caller_identity" in body:
        assert heard == ["GetCallerIdentity"]


def test_a_client_is_in_the_region_of_the_run_unless_the_script_names_another(empty_account: boto3.Session) -> None:
    body = (
        "import boto3\nreturn [boto3.client('ec2', **o).meta.region_name for o in ({}, {'region_name': 'us-west-2'})]"
    )
    assert run(inputs(body), empty_account, SimulatedClock()).payload == ["eu-west-1", "us-west-2"]


@pytest.mark.parametrize(
    "body, problem",
    [
        ("import boto3\nboto3.client('ec2', endpoint_url='http://x')", "TypeError: boto3 is called with endpoint_url"),
        ("import boto3\nboto3.Session(profile_name='x')", "TypeError: boto3 is called with profile_name"),
        ("import botocore.session", "ImportError: module botocore.session is not there for a script (Script line 2)"),
        ("raise SystemExit(3)", "SystemExit: 3 (Script line 2)"),
        ("return object()", "has no form in JSON"),
        ("return 'x' * 200000", "102400 are passed on"),
        ("return events['missing']", "KeyError: 'missing' (Script line 2)"),
    ],
)
def test_what_a_script_may_not_do_is_said_in_one_line(empty_account: boto3.Session, body: str, problem: str) -> None:
    with pytest.raises(ScriptError) as caught:
        run(inputs(body), empty_account, SimulatedClock())
    assert problem in str(caught.value)


def test_a_script_sleeps_on_the_clock_of_the_run(empty_account: boto3.Session) -> None:
    clock = SimulatedClock()
    body = "import time\nbegan = time.time()\ntime.sleep(300)\nreturn time.time() - began"
    assert run(inputs(body), empty_account, clock).payload == 300
    assert clock.slept == [300]


def test_the_process_keeps_its_own_modules(empty_account: boto3.Session) -> None:
    import time

    run(inputs("import time, boto3\ntime.sleep(1)\nreturn 1"), empty_account, SimulatedClock())
    assert time.sleep.__module__ == "time"


def test_a_script_that_can_run_has_no_problems() -> None:
    assert list(problems(inputs("return 1"))) == []
