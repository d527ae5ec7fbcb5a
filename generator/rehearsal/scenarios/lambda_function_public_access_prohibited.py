"""Functions that everybody may invoke in various ways, and functions whose permissions say whom they are for."""

import io
import json
import zipfile
from typing import Any

from generator.controls.lambda_function_public_access_prohibited import is_public
from generator.rehearsal.scenario import Case, Ends, Scenario, Session

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
INVOKE = "lambda:InvokeFunction"
ANYBODY = {"StatementId": "anybody", "Action": INVOKE, "Principal": "*"}
URL = {
    "StatementId": "FunctionURLAllowPublicAccess",
    "Action": "lambda:InvokeFunctionUrl",
    "Principal": "*",
    "FunctionUrlAuthType": "NONE",
}
BUCKET = {
    "StatementId": "uploads",
    "Action": INVOKE,
    "Principal": "s3.amazonaws.com",
    "SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket",
}
TOPIC = {
    "StatementId": "orders",
    "Action": INVOKE,
    "Principal": "sns.amazonaws.com",
    "SourceArn": "arn:aws:sns:us-east-1:123456789012:orders",
}
ORGANIZATION = {**ANYBODY, "StatementId": "organization", "PrincipalOrgID": "o-exampleorgid"}
OWN_BUCKET = {**BUCKET, "StatementId": "own", "SourceAccount": "123456789012"}


def function(session: Session, name: str, *permissions: dict[str, str], **tags: str) -> str:
    """A function with the permissions; returns its name."""
    iam = session.client("iam")
    roles = [role["Arn"] for role in iam.list_roles()["Roles"] if role["RoleName"] == "function"]
    role = (
        roles[0]
        if roles
        else iam.create_role(RoleName="function", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    )
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("index.py", "def handler(event, context): ...")
    client = session.client("lambda")
    client.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role,
        Handler="index.handler",
        Code={"ZipFile": code.getvalue()},
        Tags={key.replace("_", "-"): value for key, value in tags.items()},
    )
    for permission in permissions:
        client.add_permission(FunctionName=name, **permission)
    return name


def state(session: Session, name: str) -> list[Any]:
    """The statements of the function's policy, by name."""
    client = session.client("lambda")
    try:
        policy = client.get_policy(FunctionName=name)["Policy"]
    except client.exceptions.ResourceNotFoundException:
        return []
    return sorted(json.loads(policy)["Statement"], key=lambda statement: str(statement["Sid"]))


def compliant(session: Session, name: str) -> bool:
    """No statement is public."""
    return not any(is_public(statement) for statement in state(session, name))


def _case(name: str, make: Any, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=make, state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("anybody", lambda session: function(session, "anybody", ANYBODY)),
        _case("function URL beside a topic", lambda session: function(session, "url", TOPIC, URL)),
        _case("bucket of any account", lambda session: function(session, "uploads", BUCKET, ORGANIZATION)),
        _case(
            "named callers", lambda session: function(session, "named", TOPIC, ORGANIZATION, OWN_BUCKET), Ends.UNCHANGED
        ),
        _case("no policy", lambda session: function(session, "alone"), Ends.UNCHANGED),
        _case("exempt", lambda session: function(session, "demo", URL, baseline_exempt="yes"), Ends.EXEMPT),
    )
)
