import pytest
from awacs import s3 as action
from awacs.aws import Allow, ArnLike, Bool, PolicyDocument, StringEquals, StringLike
from troposphere import If, NoValue, Ref

from generator.blocks.policy import EVERYONE, allow, arn, deny, deny_old_tls, deny_plain_http, policy, service
from generator.render.plain import plain

ACCOUNT = StringEquals("aws:SourceAccount", Ref("AWS::AccountId"))


def test_a_statement_says_who_may_do_what_on_what_when() -> None:
    statement = allow(
        action.PutObject, action.GetObject, sid="Deliver", to=service("config"), on=["a", "b"], if_=(ACCOUNT,)
    )
    assert plain(statement) == {
        "Sid": "Deliver",
        "Effect": "Allow",
        "Principal": {"Service": "config.amazonaws.com"},
        "Action": ["s3:PutObject", "s3:GetObject"],
        "Resource": ["a", "b"],
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }


def test_what_is_not_given_is_not_said() -> None:
    assert plain(allow(action.GetObject)) == {"Effect": "Allow", "Action": "s3:GetObject"}
    assert plain(deny(action.GetObject, on="a", to=EVERYONE)) == {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "a",
    }


def test_conditions_of_one_operator_are_merged_into_one() -> None:
    other = StringEquals({"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": "x"})
    condition = plain(allow(action.GetObject, if_=(ACCOUNT, ArnLike("aws:PrincipalArn", "y"), other)))["Condition"]
    assert condition == {
        "StringEquals": {
            "aws:SourceAccount": {"Ref": "AWS::AccountId"},
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceArn": "x",
        },
        "ArnLike": {"aws:PrincipalArn": "y"},
    }


def test_the_same_key_under_another_operator_is_kept() -> None:
    condition = plain(allow(action.GetObject, if_=(StringEquals("k", "a"), StringLike("k", "a*"))))["Condition"]
    assert condition == {"StringEquals": {"k": "a"}, "StringLike": {"k": "a*"}}


def test_a_key_given_twice_to_an_operator_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="StringEquals has aws:SourceAccount twice"):
        allow(action.GetObject, if_=(ACCOUNT, StringEquals("aws:SourceAccount", "111122223333")))


def test_merging_leaves_the_given_conditions_as_they_are() -> None:
    one, two = StringEquals("a", "b"), StringEquals("c", "d")
    allow(action.GetObject, if_=(one, two))
    assert (one.get_dict(), two.get_dict()) == ({"a": "b"}, {"c": "d"})


def test_a_policy_is_a_document_of_the_current_version() -> None:
    document = policy(allow(action.GetObject))
    assert isinstance(document, PolicyDocument)
    assert plain(document) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"}],
    }


def test_a_statement_may_stand_under_a_condition() -> None:
    document = plain(policy(allow(action.GetObject), If("IsOn", allow(action.PutObject), NoValue)))
    assert document["Version"] == "2012-10-17"
    assert document["Statement"][1] == {
        "Fn::If": ["IsOn", {"Effect": Allow, "Action": "s3:PutObject"}, {"Ref": "AWS::NoValue"}]
    }


def test_plain_http_and_old_tls_are_two_denies() -> None:
    http, tls = plain(deny_plain_http(action.Action("*"), "a")), plain(deny_old_tls(action.Action("*"), "a"))
    for statement in (http, tls):
        assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert http["Condition"] == plain({"Bool": Bool("aws:SecureTransport", "false").get_dict()})
    assert tls["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}


def test_an_arn_fits_every_partition() -> None:
    assert plain(arn("config", "*")) == {"Fn::Sub": "arn:${AWS::Partition}:config:${AWS::Region}:${AWS::AccountId}:*"}
    assert plain(arn("iam", "role/x", region="")) == {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x"}
