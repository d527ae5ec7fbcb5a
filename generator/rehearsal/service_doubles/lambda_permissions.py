"""A double of Lambda's AddPermission: moto forgets conditions that it does not know, and lets one condition replace another.

https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

import json
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

CONDITIONS: Final = {
    "SourceArn": ("ArnLike", "AWS:SourceArn"),
    "SourceAccount": ("StringEquals", "AWS:SourceAccount"),
    "PrincipalOrgID": ("StringEquals", "aws:PrincipalOrgID"),
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
}


def add_permission(call: Call) -> Answer:
    """Add one statement to the function's policy in moto; its id must be new."""
    from moto.awslambda.models import lambda_backends

    given = call.parameters
    function = lambda_backends[call.account.account_id][call.account.region].get_function(
        given["FunctionName"], given.get("Qualifier")
    )
    policy: Any = function.policy
    if any(each["Sid"] == given["StatementId"] for each in policy.statements):
        message = f"The statement id ({given['StatementId']}) provided already exists."
        raise call.refuse("ResourceConflictException", message)
    condition: dict[str, dict[str, str]] = {}
    for name, (operator, key) in CONDITIONS.items():
        if name in given:
            value = given[name]
            condition.setdefault(operator, {})[key] = str(value).lower() if isinstance(value, bool) else value
    arn = function.function_arn + (f":{given['Qualifier']}" if "Qualifier" in given else "")
    statement = {
        "Sid": given["StatementId"],
        "Effect": "Allow",
        "Principal": _principal(given["Principal"]),
        "Action": given["Action"],
        "Resource": arn,
        **({"Condition": condition} if condition else {}),
    }
    policy.statements.append(statement)
    return {"Statement": json.dumps(statement)}


def _principal(given: str) -> Any:
    if given == "*":
        return given
    return {"AWS" if given.startswith("arn:") or given.isdecimal() else "Service": given}


DOUBLES: Final = {("lambda", "AddPermission"): add_permission}
