"""The printed policy against the permission gate of the rehearsal: enough, and nothing of it too much."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.permissions.gate import Gate
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.policy import policy
from generator.preflight.preflight import _launches, _looked, needed, preflight, wanted
from generator.preflight.probe import Probe
from generator.preflight.session import Caller
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from tests.preflight.looking import HOME, everything

ARTICLES = wanted(
    [
        "baseline",
        "audit-manager",
        "guardduty",
        "notifications",
        "inspector",
        "config-rules-s3",
        "iam-reports",
        "iam-guardrails",
        "organization-enablement",
    ]
)
TRUST = {"Version": "2012-10-17", "Statement": []}


class Held:
    """A session that acts as a role with just one policy, and clients that are made once."""

    def __init__(self, account: StrictAccount) -> None:
        self.account = account
        place = account.account_region(HOME)
        self.iam = place.client("iam")
        answer = self.iam.create_role(RoleName="preflight", AssumeRolePolicyDocument=json.dumps(TRUST))
        self.role = answer["Role"]["Arn"]
        self.gate = Gate(place.session)
        session = place.new_session()
        self.gate.attach(session, self.role)
        self.who = Caller(session, account.account_id)

    def may(self, document: Mapping[str, Any]) -> None:
        self.iam.put_role_policy(RoleName="preflight", PolicyName="look", PolicyDocument=json.dumps(document))
        self.gate._policies.clear()

    def look(self, probes: Mapping[str, Probe], out: Path) -> list[Finding]:
        launches = _launches(self.account.account_id, ARTICLES, HOME, [HOME], out)
        place = Place(self.who, HOME, HOME, launches, (HOME,))
        return list(_looked(place, probes, None))


@pytest.fixture(scope="module")
def held() -> Iterator[Held]:
    """An account in which every call of every probe is made."""
    with StrictAccount() as account:
        everything(account)
        place = account.account_region(HOME)
        organizations = place.client("organizations")
        organizations.create_organization(FeatureSet="ALL")
        made = organizations.create_account(AccountName="audit", Email="audit@example.com")
        member = made["CreateAccountStatus"]["AccountId"]
        organizations.register_delegated_administrator(AccountId=member, ServicePrincipal="guardduty.amazonaws.com")
        assert launch(account, "iam-reports", HOME).green
        place.client("s3").create_bucket(Bucket="logs-s3formacie-abcdefghijkl")
        place.client("s3").create_bucket(Bucket="logs-s3forguarddutylists-abcdefghijkl")
        yield Held(account)


@pytest.fixture(scope="module")
def chosen(held: Held, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that somebody wrote: they make every probe look."""
    out = tmp_path_factory.mktemp("parameters")
    key = held.account.account_region(HOME).client("kms").create_key()["KeyMetadata"]["Arn"]
    wishes = {
        "audit-manager": {
            "AuditAssessment": "CREATE",
            "AuditFrameworkId": "11111111-2222-4333-8444-555555555555",
            "AuditOwnerRoleArn": f"arn:aws:iam::{held.account.account_id}:role/owner",
        },
        "notifications": {"AlertTopicKey": "EXISTING", "AlertTopicKeyArn": key},
        "guardduty": {"GuardDutyListBucket": "CREATE"},
        "organization-enablement": {"InspectorEnablement": "ENABLED"},
    }
    for article, values in wishes.items():
        path = out / held.account.account_id / f"{article}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"Parameters": values}))
    return out


def unseen(findings: list[Finding]) -> list[str]:
    return [finding.text for finding in findings if finding.level is Level.UNSEEN]


def test_with_the_printed_policy_nothing_is_refused_and_all_of_it_is_used(held: Held, chosen: Path) -> None:
    probes = needed(ARTICLES, organization=True)
    document = policy(probes.values())
    held.may(document)
    held.gate.decisions.clear()
    assert unseen(held.look(probes, chosen)) == []
    (statement,) = document["Statement"]
    assert {decision.action for decision in held.gate.decisions} == set(statement["Action"])


def test_without_any_one_action_something_is_told_and_the_others_go_on(held: Held, chosen: Path) -> None:
    probes = needed(ARTICLES, organization=True)
    (statement,) = policy(probes.values())["Statement"]
    for action in statement["Action"]:
        concerned = {
            name: probe for name, probe in probes.items() if action in policy([probe])["Statement"][0]["Action"]
        }
        rest = [each for each in statement["Action"] if each != action]
        held.may({"Version": "2012-10-17", "Statement": [{**statement, "Action": rest}]})
        told = unseen(held.look({"stacks": probes["stacks"], **concerned, "regions": probes["regions"]}, chosen))
        assert len(told) == len(concerned), (action, told)
        assert all(text.startswith("not allowed to look: ") for text in told), told


def test_who_may_see_nothing_is_told_so_by_every_probe(held: Held, chosen: Path) -> None:
    elsewhere = {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}
    held.may({"Version": "2012-10-17", "Statement": [elsewhere]})
    report = preflight(held.who, ARTICLES, [HOME], chosen, organization=True)
    assert report.status == 2
    assert len(unseen(list(report.findings))) == len(needed(ARTICLES, organization=True))


def test_fewer_articles_need_fewer_actions() -> None:
    few = policy(needed(wanted(["macie"]), organization=False).values())["Statement"][0]["Action"]
    assert "macie2:GetMacieSession" in few and "guardduty:ListDetectors" not in few
    assert not any(action.startswith("organizations:") for action in few)
