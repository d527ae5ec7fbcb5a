"""Runs an Automation document of schema 0.3 over boto3, in the account and Region of the session it is given.

https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import BotoCoreError, ClientError

from generator.automation import parameters as document_parameters
from generator.automation.clock import WallClock
from generator.automation.document import Document, load
from generator.automation.execution import Execution
from generator.automation.faults import Fault
from generator.automation.recorder import Recorder
from generator.automation.references import resolve
from generator.automation.run_state import ApprovalRequest, Gate, Run, StepFailed, Surroundings
from generator.automation.sessions import open_session
from generator.automation.steps import run_steps
from generator.automation.validation import examine
from generator.model.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import boto3

    from generator.automation.clock import Clock
    from generator.automation.execution import Status


def run(  # noqa: PLR0913 - each is one thing that a run needs and only its caller has
    document: Mapping[str, Any] | str,
    parameters: Mapping[str, Any],
    *,
    session: boto3.Session,
    region: str,
    gate: Gate | None = None,
    clock: Clock | None = None,
    approve: Callable[[ApprovalRequest], bool | None] | None = None,
    documents: Callable[[str], Mapping[str, Any] | str | None] | None = None,
) -> Execution:
    """Runs a document (mapping, or YAML or JSON text) and returns how it ended.

    The document's assumeRole is assumed with ``session``; without one the run has the session's own credentials.
    ``gate`` holds a role to its policies. Nothing is called before the document and the parameters are found sound:
    otherwise the Execution is Failed and has no steps. BadInput: the document is not an Automation document.
    """
    account, partition = _identity(session, region)
    around = Surroundings(session, region, account, partition, clock or WallClock(), gate, approve, documents)
    return _start(document, parameters, around)


def _identity(session: boto3.Session, region: str) -> tuple[str, str]:
    arn = session.client("sts", region_name=region).get_caller_identity()["Arn"]
    return arn.split(":")[4], arn.split(":")[1]


def _start(source: Mapping[str, Any] | str, given: Mapping[str, Any], around: Surroundings) -> Execution:
    content = load(source)
    execution_id = str(uuid.uuid4())
    document, faults = examine(content)
    if document is None or faults:
        return _not_begun(execution_id, faults)
    try:
        values = _values(document, given, around, execution_id)
        session, role, recorder = _credentials(document, values, around, execution_id)
    except Fault as fault:
        return _not_begun(execution_id, [fault])
    current = Run(document, execution_id, around, session, role, recorder, values, run_steps, _start)
    return _finish(current)


def _not_begun(execution_id: str, faults: list[Fault]) -> Execution:
    texts = tuple(str(fault) for fault in faults)
    where = faults[0].where
    step = where.removeprefix("step ").partition(",")[0] if where.startswith("step ") else None
    return Execution("Failed", {}, (), texts[0], step, execution_id, faults=texts)


def _values(document: Document, given: Mapping[str, Any], around: Surroundings, execution_id: str) -> dict[str, Any]:
    values = document_parameters.bind(document.parameters, given)
    for name, definition in document.variables.items():
        if "default" in definition:
            values[f"variable:{name}"] = definition["default"]
    return values | {
        "global:ACCOUNT_ID": around.account,
        "global:REGION": around.region,
        "global:AWS_PARTITION": around.partition,
        "automation:EXECUTION_ID": execution_id,
    }


def _credentials(
    document: Document, values: dict[str, Any], around: Surroundings, execution_id: str
) -> tuple[boto3.Session, str | None, Recorder]:
    """The session that the steps use, with its calls recorded and, under a role and a gate, permitted one by one."""
    recorder = Recorder()
    try:
        role = resolve(document.assume_role or "", values.__getitem__)
    except KeyError as error:
        raise Fault("document assumeRole", f"reference {{{{ {error.args[0]} }}}} has no value yet") from error
    if not role:
        if around.caller is not None:
            return around.caller, around.caller_role, recorder
        session = _copy(around.session)
        recorder.listen(session)
        return session, None, recorder
    execution_arn = f"arn:{around.partition}:ssm:{around.region}:{around.account}:automation-execution/{execution_id}"
    try:
        if around.gate is not None:
            around.gate.assume(role, execution_arn)
        session = _assume(around.session, role, around.region, execution_id)
    except (ClientError, BotoCoreError, BadInput) as error:
        raise Fault("document assumeRole", f"{role}: {error}") from error
    recorder.listen(session)
    if around.gate is not None:
        around.gate.attach(session, role)
    return session, role, recorder


def _copy(session: boto3.Session) -> boto3.Session:
    """The same credentials under a session whose calls only this run listens to."""
    found = session.get_credentials()
    if found is None:
        raise Fault("document", "the session has no credentials")
    return open_session(session.region_name, found.get_frozen_credentials())


def _assume(session: boto3.Session, role: str, region: str, execution_id: str) -> boto3.Session:
    sts = session.client("sts", region_name=region)
    given = sts.assume_role(RoleArn=role, RoleSessionName=f"Automation-{execution_id}")["Credentials"]
    return open_session(
        region, ReadOnlyCredentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    )


def _finish(current: Run) -> Execution:
    status: Status = "Success"
    failed_step = failure = None
    try:
        run_steps(current, current.document.steps)
    except StepFailed as failed:
        status, failed_step, failure = "TimedOut" if failed.timed_out else "Failed", failed.step, str(failed)
    if failure is None and current.critical_failure is not None:
        status = "Failed"
        failed_step, failure = current.critical_failure
    values = current.values
    outputs = {name: values[name] for name in current.document.outputs if name in values}
    records = tuple(current.records)
    return Execution(status, outputs, records, failure, failed_step, current.execution_id, current.role)
