"""What EventBridge Scheduler asks before moto keeps a schedule: its group, a role that it may take, and a target that exists.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

import json
import re
from typing import Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.roles import role_by_arn, trusts

SCHEDULE: Final = re.compile(r"rate\(\d+ (minute|hour|day)s?\)|cron\(\S+( \S+){5}\)|at\(\S+\)")
UNIVERSAL: Final = re.compile(r"arn:[\w-]+:scheduler:::aws-sdk:(\w+):(\w+)")


def check(call: Call) -> Answer | None:
    """Raises ValidationException or ResourceNotFoundException as AWS would; moto keeps the rest."""
    expression = str(call.parameters["ScheduleExpression"])
    if not SCHEDULE.fullmatch(expression):
        raise call.refuse("ValidationException", f"Invalid Schedule Expression {expression}.")
    group = _group(call)
    target = call.parameters["Target"]
    role = role_by_arn(call, str(target["RoleArn"]))
    context = {"aws:SourceArn": group, "aws:SourceAccount": call.account.account_id}
    if role is None or not trusts(role, "scheduler.amazonaws.com", context):
        words = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."
        raise call.refuse("ValidationException", words)
    universal = UNIVERSAL.fullmatch(str(target["Arn"]))
    if universal:
        _check_request(call, universal[1], universal[2], str(target.get("Input", "{}")))
    return None


def _group(call: Call) -> str:
    from botocore.exceptions import ClientError

    name = str(call.parameters.get("GroupName", "default"))
    try:
        return str(call.account.client("scheduler").get_schedule_group(Name=name)["Arn"])
    except ClientError as error:
        raise call.refuse("ResourceNotFoundException", f"Schedule group {name} does not exist.") from error


def _check_request(call: Call, service: str, operation: str, text: str) -> None:
    """AWS finds out when it calls: the operation and its parameters are checked here, against botocore's model."""
    from botocore.validate import ParamValidator

    model = call.account.client(service).meta.service_model
    name = operation[:1].upper() + operation[1:]
    if name not in model.operation_names:
        raise call.refuse("ValidationException", f"{service} has no operation {operation}.")
    try:
        given = json.loads(text)
    except ValueError as error:
        raise call.refuse("ValidationException", f"Input is not JSON: {error}") from error
    report = ParamValidator().validate(given, model.operation_model(name).input_shape)
    if report.has_errors():
        raise call.refuse("ValidationException", f"Input of {service}:{operation}: {report.generate_report()}")


DOUBLES: Final = {("scheduler", "CreateSchedule"): check, ("scheduler", "UpdateSchedule"): check}
