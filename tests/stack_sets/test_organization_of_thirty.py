import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from generator.rehearsal.committed import template_text
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.stack_sets import definition

Baseline = Callable[..., Result]
REGIONS = ("us-east-1", "eu-west-1", "ap-northeast-1", "sa-east-1")
ARTICLES = ("service-linked-roles", "config", "default-security-group")


def accounts(name: str, number: int) -> list[str]:
    return [f"{name}-{each}" for each in range(number)]


@pytest.fixture
def thirty() -> Iterator[StrictOrganization]:
    production = Unit("Production", accounts("production", 10), [Unit("Payments", accounts("payments", 5))])
    tree = Unit(
        "Root",
        ["audit"],
        [Unit("Workloads", accounts("shared", 4), [production]), Unit("Sandbox", accounts("play", 10))],
    )
    with StrictOrganization(tree) as made:
        yield made


def living(organization: StrictOrganization) -> int:
    members = organization.tree.members
    return sum(
        stack.live
        for account in members
        for region in REGIONS
        for stack in organization.aws.stacks(region=region, account_id=account)
    )


def test_thirty_accounts_in_four_regions_from_the_preparation_to_the_removal(
    thirty: StrictOrganization, baseline: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(*arguments: str, status: int = 0) -> str:
        result = baseline(*arguments)
        assert result.exit_code == status, result.output
        return result.output

    where = ("--ou", thirty.root, "--regions", ",".join(REGIONS), "--yes")
    deploy = ("stack-sets", "deploy", "service-linked-roles", "config", *where)
    payments = ("--ou", thirty.ou("Workloads/Production/Payments"), *where[2:])
    rules = ("stack-sets", "deploy", "default-security-group", *payments)
    member = thirty.account("payments-3")
    looking = ("preflight", "config", "--account", member, "--region", "us-east-1", "--out", str(tmp_path), "--json")
    decided = tmp_path / member / "config.json"

    run("organization", "prepare", "--service", "stack-sets", "--service", "config", "--yes")
    run(*looking)
    assert json.loads(decided.read_text())["Parameters"]["ConfigurationRecorder"] == "CREATE"

    thirty.fail_instances("payments-3", "eu-west-1", "Rate exceeded")
    told = run(*deploy, status=1)
    assert "Run the same command again: it tries the failed instances alone" in told
    thirty.heal()
    run(*deploy)
    run(*rules)
    assert living(thirty) == 30 * (1 + 4) + 5 * 4
    assert "is of this article's stack StackSet-baseline-config-" in run(*looking)

    thirty.join("newcomer", "Workloads/Production/Payments")
    thirty.settle()
    assert living(thirty) == 31 * (1 + 4) + 6 * 4
    assert run(*deploy).count("nothing to do") == 2
    assert run(*rules).count("nothing to do") == 1
    # The rules came after their recorder there too, or they would have failed.
    assert thirty.stack("baseline-default-security-group", "newcomer", "sa-east-1") is not None

    topic = "Resources:\n  AlertTopic:\n    Type: AWS::SNS::Topic\n\n"
    monkeypatch.setattr(definition, "template_text", lambda name: template_text(name).replace("Resources:\n", topic, 1))
    told = run("stack-sets", "deploy", "config", *where)
    assert "change template: " in told
    for account in ("audit", "newcomer", "payments-3"):
        topics = thirty.client("sns", account, "sa-east-1").list_topics()["Topics"]
        assert len(topics) == 1
    run("stack-sets", "status")

    run("stack-sets", "remove", *ARTICLES, "--yes")
    assert living(thirty) == 0
    assert not [each for each in thirty.stack_sets if each.status == "ACTIVE"]
    for account in ("audit", "newcomer", "production-9"):
        assert not thirty.client("config", account, "eu-west-1").describe_configuration_recorders()[
            "ConfigurationRecorders"
        ]
        assert not thirty.client("sns", account, "eu-west-1").list_topics()["Topics"]
        buckets = thirty.client("s3", account).list_buckets()["Buckets"]
        assert len(buckets) == 4
