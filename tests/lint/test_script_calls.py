import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.script_calls import calls_of

DESCRIBE = ("ec2", "DescribeInstances")


def script(*lines: str) -> str:
    return "\n".join(("import boto3", "def handler(events, context):", *(f"    {line}" for line in lines))) + "\n"


@pytest.mark.parametrize(
    "lines",
    [
        ['boto3.client("ec2").describe_instances()'],
        ['ec2 = boto3.client("ec2", region_name="us-east-1")', "ec2.describe_instances()"],
        ['ec2 = boto3.Session(region_name="x").client("ec2")', "call = ec2.describe_instances", "call()"],
        ['pages(boto3.client("ec2"))', "def pages(client):", "    client.describe_instances()"],
        ['boto3.client("ec2").get_paginator("describe_instances").paginate()'],
        ['boto3.client("ec2").get_waiter("instance_running").wait()'],
    ],
)
def test_a_call_is_told_directly_by_a_variable_a_function_a_paginator_or_a_waiter(lines: list[str]) -> None:
    found = calls_of(script(*lines))
    assert found.certain == found.possible == {DESCRIBE}
    assert found.told


def test_a_method_that_two_services_have_is_only_possible_where_the_client_is_not_known() -> None:
    two = ['one = boto3.client("sns")', 'other = boto3.client("sqs")']
    known = calls_of(script(*two, "one.add_permission()"))
    assert known.certain == {("sns", "AddPermission")}
    unknown = calls_of(script(*two, "def ask(client):", "    client.add_permission()"))
    assert unknown.certain == frozenset()
    assert unknown.possible == {("sns", "AddPermission"), ("sqs", "AddPermission")}


def test_one_word_is_a_call_only_of_a_known_client() -> None:
    line = 'sns = boto3.client("sns")'
    assert calls_of(script(line, "sns.publish()")).certain == {("sns", "Publish")}
    assert calls_of(script(line, "events.publish()")).certain == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "boto3.client(events['Service']).describe_instances()",
        "boto3.resource('ec2').instances.all()",
        "getattr(boto3.client('ec2'), events['Api'])()",
        "boto3.client('ec2').get_paginator(events['Api'])",
        "boto3.client('s3').upload_file('a', 'b', 'c')",
    ],
)
def test_a_computed_call_leaves_the_calls_untold(line: str) -> None:
    assert not calls_of(script(line)).told


def test_calls_with_other_credentials_are_not_the_roles() -> None:
    lines = ["key = events['Key']", 'boto3.client("ec2", aws_access_key_id=key).describe_instances()']
    assert calls_of(script(*lines)).possible == frozenset()


@given(st.text(alphabet="abc.()=:\n \"'", max_size=60))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    assert calls_of(text).certain <= calls_of(text).possible


def test_a_client_of_an_unknown_service_makes_the_others_uncertain() -> None:
    lines = [
        "other = boto3.client(events['Service'])",
        'boto3.client("ec2")',
        "def ask(client):",
        "    client.describe_instances()",
    ]
    assert calls_of(script(*lines)).certain == frozenset()
    assert calls_of(script(*lines[1:])).certain == {DESCRIBE}
