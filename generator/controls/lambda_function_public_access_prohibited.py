"""Lambda functions cannot be invoked by everybody; the runbook removes the statements that let them, and can add them again.

https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-public-access-prohibited.html
https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from typing import Any

from awacs import awslambda

from generator.blocks.policy import allow, arn
from generator.blocks.state_runbook import EXEMPTION, Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text


def request(statement: dict[str, Any]) -> dict[str, Any]:
    """The arguments of AddPermission that make ``statement``; raises ValueError for one that it could not bring back."""
    members = {
        ("ArnLike", "aws:sourcearn"): "SourceArn",
        ("StringEquals", "aws:sourceaccount"): "SourceAccount",
        ("StringEquals", "aws:principalorgid"): "PrincipalOrgID",
        ("StringEquals", "lambda:functionurlauthtype"): "FunctionUrlAuthType",
        ("StringEquals", "lambda:eventsourcetoken"): "EventSourceToken",
        ("Bool", "lambda:invokedviafunctionurl"): "InvokedViaFunctionUrl",
    }
    principal = statement["Principal"]
    if isinstance(principal, dict) and len(principal) == 1:
        (principal,) = principal.values()
    given = {"StatementId": statement["Sid"], "Action": statement["Action"], "Principal": principal}
    for operator, tests in statement.get("Condition", {}).items():
        for key, value in tests.items():
            given[members.get((operator, key.lower()), f"{operator} {key}")] = value
    if "InvokedViaFunctionUrl" in given:
        given["InvokedViaFunctionUrl"] = str(given["InvokedViaFunctionUrl"]).lower() == "true"
    strange = [key for key, value in given.items() if " " in key or not isinstance(value, str | bool)]
    if strange:
        raise ValueError(f"{', '.join(strange)} of {statement['Sid']} could not be brought back; nothing was changed")
    return given


def is_public(statement: dict[str, Any]) -> bool:
    """Whether everybody may invoke: a wildcard principal, or the bucket of whatever account, without a condition that says whose."""
    principals = statement["Principal"] if isinstance(statement["Principal"], dict) else {"AWS": statement["Principal"]}
    named = [name for value in principals.values() for name in (value if isinstance(value, list) else [value])]
    tests = [
        (key.lower(), str(value)) for each in statement.get("Condition", {}).values() for key, value in each.items()
    ]
    accounts = ("aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
    owners = ("aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn")
    if statement["Effect"] != "Allow" or any(key in accounts for key, _ in tests):
        return False
    if "s3.amazonaws.com" in named:
        return True
    from_one_account = any(
        key == "aws:sourcearn" and value.split(":")[4:5] not in ([], [""], ["*"]) for key, value in tests
    )
    return "*" in named and not from_one_account and not any(key in owners for key, _ in tests)


def policy_of(events: Events) -> list[dict[str, Any]]:
    """The statements of the function's own policy; versions and aliases have others, which the rule does not read."""
    import json

    import boto3

    client = boto3.client("lambda")
    try:
        policy = client.get_policy(FunctionName=events["FunctionName"])["Policy"]
    except client.exceptions.ResourceNotFoundException:
        return []
    return list(json.loads(policy)["Statement"])


def read(events: Events) -> list[dict[str, Any]]:
    """The public statements, each as the request that makes it."""
    found = [request(statement) for statement in policy_of(events) if is_public(statement)]
    return sorted(found, key=lambda each: str(each["StatementId"]))


def complies(state: list[dict[str, Any]], events: Events) -> bool:
    """There is none."""
    return not state


def tags(events: Events) -> list[str]:
    """The keys of the function's tags."""
    import boto3

    return list(boto3.client("lambda").list_tags(Resource=events["FunctionArn"])["Tags"])


def narrowed(events: Events, given: dict[str, Any]) -> dict[str, Any]:
    """The same permission for buckets of this account only, under a name of its own."""
    sid = f"{given['StatementId'][:80]}-ThisAccount"
    return {**given, "StatementId": sid, "SourceAccount": events["FunctionArn"].split(":")[4]}


def repair(events: Events, context: object) -> None:
    """Remove every public statement; one for S3 is first given to this account's buckets, so that no event is lost."""
    import boto3

    client = boto3.client("lambda")
    present = [statement["Sid"] for statement in policy_of(events)]
    for given in read(events):
        replacement = narrowed(events, given)
        if given["Principal"] == "s3.amazonaws.com" and replacement["StatementId"] not in present:
            client.add_permission(FunctionName=events["FunctionName"], **replacement)
        client.remove_permission(FunctionName=events["FunctionName"], StatementId=given["StatementId"])


def restore(events: Events, context: object) -> None:
    """Add the statements that are missing, and remove what stood in the place of one for S3."""
    import json

    import boto3

    client = boto3.client("lambda")
    present = [statement["Sid"] for statement in policy_of(events)]
    for given in json.loads("".join(events["Restore"])):
        if given["StatementId"] not in present:
            client.add_permission(FunctionName=events["FunctionName"], **given)
        replacement = narrowed(events, given)["StatementId"]
        if replacement in present:
            client.remove_permission(FunctionName=events["FunctionName"], StatementId=replacement)


THE_FUNCTION = {
    "FunctionName": "{{ FunctionName }}",
    "FunctionArn": (
        "arn:{{ global:AWS_PARTITION }}:lambda:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:function:{{ FunctionName }}"
    ),
}

CONTROL = Control(
    identifier="LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
    title=Text("Lambda functions are not public", "Lambda 関数はパブリックにアクセスできない"),
    why=Text(
        "Everybody with an AWS account, or with the URL, runs the code with the function's role and at your cost.",
        "AWS アカウントまたは URL を持つ誰もが、関数のロールと自社の費用でコードを実行できます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts off public function URLs, callers without a permission of their own, and buckets of other accounts.",
        "修復すると、公開された関数 URL、個別の許可がない呼び出し元、他アカウントのバケットからの呼び出しが遮断されます。",
    ),
    framework=Framework(security_hub=("Lambda.1",)),
    runbook=Runbook(
        name="RemovePublicLambdaPermission",
        description=(
            "Removes the statements of a function's policy that let everybody invoke it, and limits those for S3 to buckets of this"
            " account; Restore adds the statements again. Policies of versions and aliases are left alone."
        ),
        inputs=(
            Input(
                name="FunctionName",
                type="String",
                description="The function.",
                allowed_pattern="^[a-zA-Z0-9_-]{1,64}$",
                value="RESOURCE_ID",
            ),
            EXEMPTION,
        ),
        undo=Text("The removed statements.", "削除したステートメント。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=repair,
                restore=restore,
                tags=tags,
                shared=(request, is_public, policy_of, narrowed),
            ),
            payload=THE_FUNCTION,
        ),
        permissions=(
            allow(
                awslambda.GetPolicy,
                awslambda.AddPermission,
                awslambda.RemovePermission,
                awslambda.ListTags,
                on=arn("lambda", "function:*"),
            ),
        ),
    ),
)
