from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.permissions.evaluation import Policies, Step, decide
from generator.permissions.policies import Statement, parse
from generator.permissions.request import (
    ANYBODY,
    Principal,
    PrincipalType,
    Request,
    Resource,
    role,
    root,
    service,
    user,
)

HERE, THERE = "111122223333", "999988887777"
OURS, FOREIGN = "o-ours000000", "o-foreign000"
ANN = user(f"arn:aws:iam::{HERE}:user/ann", OURS)
ADMIN = role(f"arn:aws:iam::{HERE}:role/Admin", OURS)
STRANGER = role(f"arn:aws:iam::{THERE}:role/Admin", FOREIGN)
LINKED = role(f"arn:aws:iam::{HERE}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", OURS)
OBJECT = Resource("arn:aws:s3:::bucket/key", HERE, OURS)
KEY = Resource(f"arn:aws:kms:eu-west-1:{HERE}:key/1", organization=OURS)
ROLE = Resource(f"arn:aws:iam::{HERE}:role/Admin", organization=OURS)


def policy(*statements: dict[str, Any]) -> tuple[Statement, ...]:
    return tuple(parse({"Statement": list(statements)}, "policy"))


def allow(action: str = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": "*"} | more


def deny(action: str = "*", **more: Any) -> dict[str, Any]:
    return allow(action, **more) | {"Effect": "Deny"}


def to(principal: Any) -> dict[str, Any]:
    return {"Principal": principal if principal == "*" else {"AWS": principal}}


ALL, NONE = policy(allow()), policy(deny("x:Nothing"))


def step(
    who: Principal, policies: Policies, resource: Resource = OBJECT, action: str = "s3:GetObject"
) -> tuple[bool, Step]:
    decision = decide(Request(who, action, resource), policies)
    return decision.allowed, decision.step


@pytest.mark.parametrize("kind", ["identity", "resource", "boundary", "session", "scps", "rcps"])
def test_an_explicit_deny_anywhere_wins_and_is_named(kind: str) -> None:
    denied = policy(deny(Sid="No"))
    whole: dict[str, Any] = {"identity": ALL, "resource": policy(allow(**to(ANN.arn))), "boundary": ALL, "session": ALL}
    whole |= {"scps": (ALL,), "rcps": (ALL,)}
    assert decide(Request(ANN, "s3:GetObject", OBJECT), Policies(**whole)).allowed
    whole[kind] = (ALL, ALL + denied) if kind in ("scps", "rcps") else ALL + denied
    decision = decide(Request(ANN, "s3:GetObject", OBJECT), Policies(**whole))
    assert str(decision) == "denied by an explicit deny (policy, statement No)"


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, (True, Step.IDENTITY)),
        ({"identity": ()}, (False, Step.IDENTITY)),
        ({"identity": policy(allow("s3:Put*"))}, (False, Step.IDENTITY)),
        ({"boundary": ALL}, (True, Step.IDENTITY)),
        ({"boundary": NONE}, (False, Step.BOUNDARY)),
        ({"session": NONE}, (False, Step.SESSION)),
        ({"scps": (ALL, ALL)}, (True, Step.IDENTITY)),
        ({"scps": (ALL, NONE)}, (False, Step.SCP)),
        ({"rcps": (NONE, ALL)}, (False, Step.RCP)),
        ({"rcps": (NONE,), "scps": (NONE,)}, (False, Step.RCP)),
        ({"scps": (NONE,), "boundary": NONE}, (False, Step.SCP)),
    ],
)
def test_each_kind_of_policy_must_allow_in_its_turn(more: dict[str, Any], wanted: tuple[bool, Step]) -> None:
    assert step(ADMIN, Policies(**({"identity": ALL} | more))) == wanted


# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
@pytest.mark.parametrize(
    ("who", "named", "limits", "allowed"),
    [
        (ANN, ANN.arn, {}, True),
        (ANN, ANN.arn, {"boundary": NONE}, True),
        (ANN, HERE, {}, False),
        (ANN, f"arn:aws:iam::{HERE}:root", {"identity": ALL}, True),
        (ADMIN, ADMIN.arn, {}, True),
        (ADMIN, ADMIN.arn, {"boundary": NONE}, False),
        (ADMIN, ADMIN.arn, {"session": NONE}, False),
        (ADMIN, ADMIN.session_arn, {"boundary": NONE, "session": NONE}, True),
        (ADMIN, "*", {}, True),
        (ADMIN, "*", {"boundary": NONE}, False),
        (ADMIN, ANN.arn, {}, False),
        (STRANGER, STRANGER.arn, {}, False),
        (STRANGER, STRANGER.arn, {"identity": ALL}, True),
        (STRANGER, THERE, {"identity": ALL}, True),
        (STRANGER, THERE, {"identity": ALL, "boundary": NONE}, False),
        (STRANGER, HERE, {"identity": ALL}, False),
        (root(THERE, FOREIGN), THERE, {}, True),
        (ANYBODY, "*", {}, True),
        (ANYBODY, HERE, {}, False),
    ],
)
def test_the_policy_of_a_resource_grants_by_how_closely_it_names_the_principal(
    who: Principal, named: str, limits: dict[str, Any], allowed: bool
) -> None:
    assert step(who, Policies(resource=policy(allow(**to(named))), **limits))[0] is allowed


@pytest.mark.parametrize(
    ("who", "resource", "identity", "allowed"),
    [
        (ADMIN, policy(allow(**to(HERE))), ALL, True),
        (ADMIN, policy(allow(**to(HERE))), (), False),
        (ADMIN, policy(allow(**to(ANN.arn))), ALL, False),
        (root(HERE), policy(allow(**to(HERE))), (), True),
        (root(HERE), policy(allow(**to(ANN.arn))), (), False),
    ],
)
def test_a_key_is_closed_to_its_own_account_unless_its_policy_opens_it(
    who: Principal, resource: tuple[Statement, ...], identity: tuple[Statement, ...], allowed: bool
) -> None:
    assert step(who, Policies(identity, resource), KEY, "kms:Decrypt")[0] is allowed


def test_a_role_is_taken_by_whom_its_trust_names() -> None:
    trust = policy({"Effect": "Allow", "Action": "sts:AssumeRole", **to(ANN.arn)})
    assert step(ANN, Policies((), trust), ROLE, "sts:AssumeRole") == (True, Step.RESOURCE)
    assert step(ADMIN, Policies(ALL, trust), ROLE, "sts:AssumeRole") == (False, Step.RESOURCE)
    assert step(ADMIN, Policies(ALL, trust), ROLE, "iam:GetRole")[0]


def test_services_are_allowed_by_the_resource_alone_and_no_scp_restrains_them() -> None:
    resource = policy({**allow(), "Principal": {"Service": "config.amazonaws.com"}})
    assert step(service("config.amazonaws.com"), Policies(resource=resource, scps=(NONE,))) == (True, Step.RESOURCE)
    assert step(service("logs.amazonaws.com"), Policies(resource=resource)) == (False, Step.RESOURCE)
    assert step(service("config.amazonaws.com"), Policies(resource=resource, rcps=(NONE,))) == (False, Step.RCP)


def test_the_root_user_is_allowed_everything_in_its_account_that_an_scp_and_a_deny_leave() -> None:
    assert step(root(HERE), Policies()) == (True, Step.IDENTITY)
    assert step(root(HERE), Policies(scps=(NONE,))) == (False, Step.SCP)
    denied = policy(deny(**to("*")))
    assert step(root(HERE), Policies(resource=denied)) == (False, Step.EXPLICIT_DENY)


def test_the_management_account_and_service_linked_roles_are_restrained_by_no_scp_and_no_rcp() -> None:
    limits = Policies(ALL, scps=(policy(deny()),), rcps=(policy(deny(**to("*"))),))
    managing = Principal(PrincipalType.ROLE_SESSION, ADMIN.arn, OURS, management_account=True)
    theirs = Resource(OBJECT.arn, HERE, OURS, management_account=True)
    assert step(managing, limits, theirs)[0]
    assert not step(managing, limits)[0]
    assert not step(ADMIN, limits, theirs)[0]
    assert step(LINKED, limits)[0]


def test_an_rcp_restrains_the_services_that_support_it() -> None:
    limits = Policies(ALL, rcps=(policy(deny("*", **to("*"))),))
    assert not step(ADMIN, limits)[0]
    assert step(ADMIN, limits, Resource("*"), "ec2:RunInstances")[0]
    assert step(ADMIN, Policies(ALL, policy(allow(**to(HERE))), rcps=limits.rcps), KEY, "kms:RetireGrant")[0]


def test_not_action_not_resource_and_not_principal_are_the_rest() -> None:
    only = policy({"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"})
    assert step(ADMIN, Policies(ALL + only))[0]
    assert not step(ADMIN, Policies(ALL + only), action="s3:PutObject")[0]
    rest = policy({"Effect": "Deny", "Action": "*", "NotResource": OBJECT.arn})
    assert step(ADMIN, Policies(ALL + rest))[0]
    assert not step(ADMIN, Policies(ALL + rest), Resource("arn:aws:s3:::other/key", HERE))[0]
    others = policy({"Effect": "Deny", "Action": "*", "Resource": "*", "NotPrincipal": {"AWS": ANN.arn}})
    assert step(ANN, Policies(ALL, others))[0]
    assert not step(ADMIN, Policies(ALL, others))[0]


@pytest.mark.parametrize(
    ("who", "key", "value"),
    [
        (ANN, "aws:username", ("ann",)),
        (ADMIN, "aws:username", None),
        (ADMIN, "aws:principalorgid", (OURS,)),
        (ADMIN, "aws:principaltype", ("AssumedRole",)),
        (STRANGER, "aws:principalaccount", (THERE,)),
        (STRANGER, "aws:resourceorgid", (OURS,)),
        (service("config.amazonaws.com"), "aws:principalisawsservice", ("true",)),
        (service("config.amazonaws.com"), "aws:principalservicename", ("config.amazonaws.com",)),
        (service("config.amazonaws.com"), "aws:principalorgid", None),
        (ANYBODY, "aws:principalarn", None),
        (user(ANN.arn, tags={"Team": "red"}), "aws:principaltag/team", ("red",)),
    ],
)
def test_a_request_has_the_keys_that_follow_from_it(who: Principal, key: str, value: tuple[str, ...] | None) -> None:
    assert Request(who, "s3:GetObject", OBJECT).context.get(key) == value


def test_given_keys_win_and_none_takes_one_away() -> None:
    given = {"aws:SecureTransport": "false", "aws:ViaAWSService": None, "aws:TagKeys": ("a", "b")}
    context = Request(ANN, "s3:GetObject", OBJECT, given).context
    assert context["aws:securetransport"] == ("false",)
    assert context["aws:tagkeys"] == ("a", "b")
    assert "aws:viaawsservice" not in context


actions = st.sampled_from(["*", "s3:*", "s3:Get*", "s3:GetObject", "s3:PutObject", "kms:*"])
effects = st.sampled_from(["Allow", "Deny"])
documents = st.lists(st.builds(lambda effect, action: allow(action) | {"Effect": effect}, effects, actions), max_size=4)
statements = documents.map(lambda found: policy(*found))
principals = st.sampled_from([ANN, ADMIN])
policies = st.builds(
    Policies,
    identity=statements,
    boundary=st.none() | statements,
    session=st.none() | statements,
    scps=st.none() | st.lists(statements, min_size=1, max_size=2).map(tuple),
    rcps=st.none() | st.lists(statements, min_size=1, max_size=2).map(tuple),
)


@settings(max_examples=25)
@given(principals, policies, st.sampled_from(["identity", "boundary", "session"]))
def test_one_more_deny_never_allows_more(who: Principal, found: Policies, kind: str) -> None:
    held = getattr(found, kind)
    more = Policies(**{**vars(found), kind: (held or ()) + policy(deny("s3:*"))})
    assert not step(who, more)[0]


@settings(max_examples=25)
@given(principals, policies)
def test_what_is_allowed_is_allowed_by_every_limit_and_by_the_identity(who: Principal, found: Policies) -> None:
    allowed, _ = step(who, found)
    kinds = [found.identity, found.boundary, found.session, *(found.scps or ()), *(found.rcps or ())]
    alone = [step(who, Policies(each))[0] for each in kinds if each is not None]
    assert allowed is all(alone)


@settings(max_examples=25)
@given(principals, policies)
def test_one_limit_fewer_never_denies_more(who: Principal, found: Policies) -> None:
    for kind in ("boundary", "session", "scps", "rcps"):
        fewer = Policies(**{**vars(found), kind: None})
        assert step(who, fewer)[0] or not step(who, found)[0]
