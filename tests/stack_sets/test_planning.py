import json
from collections.abc import Callable

from click.testing import Result

from generator.rehearsal.organization.organization import StrictOrganization

Baseline = Callable[..., Result]


def test_a_plan_changes_nothing_and_names_every_place(light: StrictOrganization, baseline: Baseline) -> None:
    light.suspend("billing")
    result = baseline("stack-sets", "plan", "config", "--ou", light.root, "--regions", "us-east-1,eu-west-1", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    (planned,) = told["stackSets"]
    accounts = sorted(light.account(name) for name in ("audit", "shop", "web", "play"))
    assert planned["create"] == [{"regions": ["us-east-1", "eu-west-1"], "accounts": accounts}]
    billing = {"regions": ["us-east-1", "eu-west-1"], "accounts": [light.account("billing")]}
    assert planned["skip"]["the account is suspended"] == [billing]
    assert told["managementAccount"]["account"] == light.management
    assert light.management in told["leftOut"]
    assert not light.stack_sets


def test_every_plan_says_how_to_launch_in_the_management_account(light: StrictOrganization, baseline: Baseline) -> None:
    given = ("stack-sets", "plan", "config", "--ou", light.root, "--regions", "us-east-1,eu-west-1")
    plain = baseline(*given)
    assert "service-managed stack sets never reach the management account" in plain.output
    assert "baseline launch-url config --region us-east-1 --template-base-url URL" in plain.output
    linked = baseline(*given, "--template-base-url", "https://acme.s3.us-east-1.amazonaws.com/v1")
    assert (
        "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?"
        "templateURL=https%3A%2F%2Facme.s3.us-east-1.amazonaws.com%2Fv1%2Fconfig.yaml&stackName=Config&"
        "param_HomeRegion=us-east-1"
    ) in linked.output


def test_a_plan_counts_quotas_and_names_what_is_required(light: StrictOrganization, baseline: Baseline) -> None:
    result = baseline(
        "stack-sets", "plan", "default-security-group", "--ou", light.ou("Sandbox"), "--regions", "us-east-1"
    )
    assert "stack sets of this account and Region: 1 of 1,000" in result.output
    assert "instances of the largest stack set: 1 of 100,000" in result.output
    assert "it needs config in every account" in result.output


def test_a_template_above_the_request_is_uploaded_to_the_bucket(light: StrictOrganization, baseline: Baseline) -> None:
    light.client("s3").create_bucket(Bucket="acme-templates")
    given = ("access-keys", "account-settings", "--ou", light.ou("Sandbox"), "--regions", "us-east-1", "--yes")
    result = baseline("stack-sets", "deploy", *given, "--bucket", "acme-templates")
    assert result.exit_code == 0, result.output
    (stored,) = light.client("s3").list_objects_v2(Bucket="acme-templates")["Contents"]
    assert stored["Key"].startswith("stack-sets/account-settings-")
    assert "nothing to do" in baseline("stack-sets", "deploy", *given, "--bucket", "acme-templates").output


def test_a_published_template_that_differs_is_refused(light: StrictOrganization, baseline: Baseline) -> None:
    s3 = light.client("s3")
    s3.create_bucket(Bucket="acme-templates")
    s3.put_object(Bucket="acme-templates", Key="v1/account-settings.yaml", Body=b"Resources: {}")
    base = "https://acme-templates.s3.us-east-1.amazonaws.com/v1"
    given = ("account-settings", "--ou", light.ou("Sandbox"), "--regions", "us-east-1", "--yes")
    result = baseline("stack-sets", "deploy", *given, "--template-base-url", base)
    assert result.exit_code == 2
    assert "it differs from templates/account-settings.yaml" in result.output
    assert not light.stack_sets
