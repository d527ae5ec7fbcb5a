"""Rotation of secrets: moto would run the function; this double asks what Secrets Manager asks before, and runs nothing.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows

STORE: Final = "rotated secrets"


def rotate(call: Call) -> Answer:
    """The secret is there, and its function lets Secrets Manager call it for this secret."""
    from botocore.exceptions import ClientError

    given = call.parameters
    secret = call.account.client("secretsmanager").describe_secret(SecretId=given["SecretId"])
    function = given.get("RotationLambdaARN")
    if not function:
        raise call.refuse("InvalidRequestException", "No Lambda rotation function ARN is associated with this secret.")
    try:
        policy = call.account.client("lambda").get_policy(FunctionName=function)["Policy"]
    except ClientError:
        policy = ""
    context = {"aws:SourceAccount": call.account.account_id, "aws:SourceArn": secret["ARN"]}
    # Lambda writes these keys in capitals; IAM does not look at the case.
    context |= {key.replace("aws:", "AWS:"): value for key, value in context.items()}
    attempt = Attempt("lambda:InvokeFunction", function, service="secretsmanager.amazonaws.com", context=context)
    if not allows([policy], attempt):
        message = f"Secrets Manager cannot invoke the specified Lambda function {function}."
        raise call.refuse("AccessDeniedException", message)
    call.account.store(STORE)[secret["ARN"]] = {**given, "ARN": secret["ARN"], "Name": secret["Name"]}
    return {"ARN": secret["ARN"], "Name": secret["Name"]}


def cancel(call: Call) -> Answer:
    """The secret is not rotated any more."""
    secret = call.account.client("secretsmanager").describe_secret(SecretId=call.parameters["SecretId"])
    found: dict[str, Any] | None = call.account.store(STORE).pop(secret["ARN"], None)
    if found is None:
        raise call.refuse("InvalidRequestException", "Rotation is not turned on for this secret.")
    return {"ARN": secret["ARN"], "Name": secret["Name"]}


DOUBLES: Final = {("secretsmanager", "RotateSecret"): rotate, ("secretsmanager", "CancelRotateSecret"): cancel}
