"""``make deploy-test``: taskcat deploys every article, into the strict account on this machine or into a real one.

https://aws-ia.github.io/taskcat/
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from generator import registry
from generator.build.outputs import ROOT
from generator.model import BadInput
from generator.rehearsal.article_run import groups, is_regional, stack_name
from generator.rehearsal.committed import template_text
from generator.rehearsal.taskcat_project import REGIONS, made_before, parameters, write_project
from generator.template.capabilities import needed_capabilities
from generator.template.template import load

FOLDER = ROOT / "build" / "taskcat"
"""What taskcat sees; its logs come to ``build/taskcat_outputs``."""
TASKCAT = ROOT / ".venv-taskcat" / "bin" / "python"
WAITING_PER_CORE = 2
REPORT = Path(__file__).with_name("taskcat_report.py")


def main(arguments: Sequence[str]) -> int:
    """Test the articles named, or all; ``--aws`` uses the credentials of the environment.

    The exit status is 0 where every stack was made, 1 where one was not, and 2 for what cannot be tested.
    """
    try:
        return _test(arguments)
    except BadInput as error:
        print(f"deploy-test: {error}", file=sys.stderr)
        return 2


def _test(arguments: Sequence[str]) -> int:
    if not TASKCAT.exists():
        raise BadInput(str(TASKCAT.relative_to(ROOT)), "taskcat is not installed", "Run make deploy-test")
    found = registry.articles()
    names = [registry.article_name(name, found) for name in arguments if name != "--aws"] or list(found)
    configuration = write_project(FOLDER)
    shutil.rmtree(_outputs(configuration), ignore_errors=True)
    failed = list(_failed(names, configuration, real="--aws" in arguments))
    print(
        f"deploy-test: {len(names) - len(failed)} passed, {len(failed)} failed{': ' + ', '.join(failed) if failed else ''}"
    )
    return 1 if failed else 0


def _failed(names: Sequence[str], configuration: Path, *, real: bool) -> Iterator[str]:
    """The articles that are not deployed, each told as soon as it is known."""
    for name, told, problem in _tested(names, configuration, real=real):
        print(told, end="", flush=True)
        if problem:
            print(f"deploy-test: {name}: {problem}", flush=True)
            yield name


def _tested(names: Sequence[str], configuration: Path, *, real: bool) -> Iterator[tuple[str, str, str]]:
    """Each article with what taskcat tells of it and why it is not deployed."""
    if real or len(names) == 1:
        yield from (_test_of(name, configuration, real, False) for name in names)
        return
    # Each article stands in a strict account of its own; a child has what this process has loaded. taskcat mostly waits.
    with ProcessPoolExecutor(WAITING_PER_CORE * (os.cpu_count() or 1), get_context("fork")) as pool:
        tests = [pool.submit(_test_of, name, configuration, real, True) for name in names]
        yield from (test.result() for test in as_completed(tests))


def _test_of(name: str, configuration: Path, real: bool, keep: bool) -> tuple[str, str, str]:
    """The article, what taskcat tells where that is kept, and why it is not deployed: empty where it is."""
    from botocore.exceptions import BotoCoreError, ClientError

    with _account(real) as environment:
        try:
            with _required(name, environment):
                status, told = run_taskcat(name, configuration, environment, keep=keep)
        except (BotoCoreError, ClientError) as error:
            return name, "", f"what it requires cannot be deployed: {error}"
    problem = "\n".join((f"taskcat ends with {status}", *_failures(name, configuration))) if status else ""
    return name, told, problem


def _failures(name: str, configuration: Path) -> list[str]:
    """The lines of taskcat's logs that say what failed, each once."""
    logs = sorted(_outputs(configuration).glob(f"*-{name}-{'[0-9a-f]' * 32}-*-cfnlogs.txt"))
    lines = [line.strip() for log in logs for line in log.read_text("utf-8").splitlines() if "_FAILED" in line]
    return list(dict.fromkeys(lines))


def _outputs(configuration: Path) -> Path:
    return configuration.parent.with_name("taskcat_outputs")


@contextmanager
def _account(real: bool) -> Iterator[Mapping[str, str]]:
    """The environment of an AWS client: as it is, or that of a fresh strict account."""
    if real:
        yield dict(os.environ)
        return
    from generator.rehearsal.account import StrictAccount
    from generator.rehearsal.server import background_server

    with StrictAccount(region=REGIONS[0]) as account, background_server(account) as endpoint:
        double = {"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        yield {**kept, **double, "AWS_DEFAULT_REGION": REGIONS[0]}


@contextmanager
def _required(name: str, environment: Mapping[str, str]) -> Iterator[None]:
    """The stacks that the article requires, made before and deleted after."""
    (group,) = groups([name])
    made = [
        (region, other)
        for region in REGIONS
        for other in [*made_before(name), *group]
        if other != name and (region == REGIONS[0] or is_regional(other))
    ]
    clients = {region: _cloudformation(region, environment) for region in REGIONS}
    done: list[tuple[str, str]] = []
    try:
        for region, other in made:
            _create(clients[region], other)
            done.append((region, other))
        yield
    finally:
        for region, other in reversed(done):
            clients[region].delete_stack(StackName=_name(other))
            clients[region].get_waiter("stack_delete_complete").wait(StackName=_name(other))


def _name(article: str) -> str:
    return f"DeployTest-{stack_name(article)}"


def _create(client: Any, article: str) -> None:
    text = template_text(article)
    values = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters(article).items()]
    capabilities = list(needed_capabilities(load(text)))
    client.create_stack(StackName=_name(article), TemplateBody=text, Parameters=values, Capabilities=capabilities)
    client.get_waiter("stack_create_complete").wait(StackName=_name(article))


def _cloudformation(region: str, environment: Mapping[str, str]) -> Any:
    import boto3

    keys = {
        "aws_access_key_id": environment.get("AWS_ACCESS_KEY_ID"),
        "aws_secret_access_key": environment.get("AWS_SECRET_ACCESS_KEY"),
        "endpoint_url": environment.get("AWS_ENDPOINT_URL"),
    }
    session: Any = boto3.Session(region_name=region)
    return session.client("cloudformation", **{key: value for key, value in keys.items() if value})


def run_taskcat(name: str, configuration: Path, environment: Mapping[str, str], *, keep: bool) -> tuple[int, str]:
    """taskcat's exit status for one test, and its output where that is kept; it goes to ours where not."""
    command = [str(TASKCAT), str(REPORT), "test", "run", "--test-names", name, "--input-file", str(configuration)]
    command += ["--project-root", str(configuration.parent), "--output-directory", str(_outputs(configuration))]
    command += ["--minimal-output", "--lint-disable"]
    title = f"deploy-test: {name}\n"
    if not keep:
        print(title, end="", flush=True)
    done = subprocess.run(
        command,
        env=dict(environment),
        cwd=configuration.parent,
        check=False,
        stdout=subprocess.PIPE if keep else None,
        stderr=subprocess.STDOUT if keep else None,
        encoding="utf-8",
    )
    return done.returncode, title + done.stdout if keep else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
