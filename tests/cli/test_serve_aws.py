import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest
from botocore.config import Config
from click.testing import CliRunner

from generator.cli import main

STACK = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
# A runner may ignore the signals, and children inherit that.
SERVE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
from generator.cli import main
main(["serve-aws", "--port", "0"])
"""


@contextmanager
def serving() -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("export AWS_ENDPOINT_URL=http://127.0.0.1:"), process.stderr and process.stderr.read()
        yield process, dict(each.split("=", 1) for each in line.split()[1:])
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def client(service: str, settings: dict[str, str]) -> Any:
    session = boto3.Session(
        settings["AWS_ACCESS_KEY_ID"], settings["AWS_SECRET_ACCESS_KEY"], region_name=settings["AWS_DEFAULT_REGION"]
    )
    config = Config(retries={"max_attempts": 0})
    return session.client(service, endpoint_url=settings["AWS_ENDPOINT_URL"], config=config)  # type: ignore[call-overload]  # any service


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end_and_leaves_no_process(number: signal.Signals) -> None:
    with serving() as (process, settings):
        assert client("sts", settings).get_caller_identity()["Account"] == "123456789012"
        cloudformation = client("cloudformation", settings)
        cloudformation.create_stack(StackName="one", TemplateBody=STACK)
        assert cloudformation.describe_stacks(StackName="one")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in errors
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
        port = int(settings["AWS_ENDPOINT_URL"].rsplit(":", 1)[1])
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_a_port_in_use_is_one_line_and_status_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve-aws", "--port", str(port)])
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"baseline: --port {port}: cannot listen on 127.0.0.1:{port}")
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["-1", "70000", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    done = CliRunner().invoke(main, ["serve-aws", f"--port={port}"])
    assert done.exit_code == 2
    assert port in done.stderr
    assert "Traceback" not in done.output
