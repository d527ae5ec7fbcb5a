from typing import Any

from awacs import s3 as action
from awacs.aws import Allow, PolicyDocument, Principal, Statement
from troposphere import GetAtt, If, NoValue, Ref, Tags, iam, s3, sns

from generator.render.plain import ATTRIBUTES, PlainResource, plain, plain_resource, replaced


def statement(**facts: Any) -> Statement:
    return Statement(**({"Effect": Allow, "Action": [action.GetObject], "Resource": ["*"]} | facts))


def only_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and only_plain(item) for key, item in value.items())
    return all(map(only_plain, value)) if isinstance(value, list) else type(value) in (str, int, float, bool)


def test_objects_of_both_libraries_become_mappings_lists_and_scalars() -> None:
    policy = PolicyDocument(Version="2012-10-17", Statement=[statement(Principal=Principal("Service", Ref("A")))])
    value = plain({"Bucket": GetAtt("A", "Arn"), "Policy": policy, "Pair": ("a", 1), "Tags": Tags(a="b")})
    assert only_plain(value)
    assert value["Bucket"] == {"Fn::GetAtt": ["A", "Arn"]}
    assert value["Pair"] == ["a", 1]
    assert value["Policy"]["Statement"][0]["Principal"] == {"Service": {"Ref": "A"}}


def test_a_statement_has_the_usual_order_and_a_list_of_one_is_the_one() -> None:
    value = plain(statement(Sid="Read", Principal=Principal("*")))
    assert list(value) == ["Sid", "Effect", "Principal", "Action", "Resource"]
    assert (value["Action"], value["Resource"]) == ("s3:GetObject", "*")


def test_a_list_of_two_actions_stays_a_list() -> None:
    value = plain(statement(Action=[action.GetObject, action.PutObject], Resource=["a", "b"]))
    assert (value["Action"], value["Resource"]) == (["s3:GetObject", "s3:PutObject"], ["a", "b"])


def test_only_statements_lose_lists_of_one() -> None:
    assert plain({"Action": ["a"], "Resource": ["b"]}) == {"Action": ["a"], "Resource": ["b"]}


def test_attributes_of_a_resource_come_in_one_order() -> None:
    bucket = s3.Bucket(
        "Bucket",
        BucketName="a-bucket",
        UpdateReplacePolicy="Retain",
        Metadata={"a": "b"},
        DependsOn=["One", "Two"],
        DeletionPolicy="Retain",
        Condition="IsOn",
    )
    body = plain_resource(bucket)
    assert list(body) == [key for key in ATTRIBUTES if key in body]
    assert set(body) == {
        "Type",
        "Condition",
        "DependsOn",
        "DeletionPolicy",
        "UpdateReplacePolicy",
        "Metadata",
        "Properties",
    }
    assert body["DependsOn"] == ["One", "Two"]


def test_a_dependency_on_one_is_a_word() -> None:
    assert plain_resource(sns.Topic("Topic", DependsOn=["One"]))["DependsOn"] == "One"
    assert plain_resource(sns.Topic("Topic", DependsOn="One"))["DependsOn"] == "One"


def test_a_resource_that_is_plain_already_keeps_its_body_in_the_order_of_its_attributes() -> None:
    body = {"Properties": {"Name": "a"}, "DependsOn": ["One"], "Type": "AWS::SNS::Topic"}
    found = plain_resource(PlainResource("Topic", body))
    assert list(found.items()) == [("Type", "AWS::SNS::Topic"), ("DependsOn", "One"), ("Properties", {"Name": "a"})]


def test_functions_stand_where_properties_may() -> None:
    role = iam.Role(
        "Role", AssumeRolePolicyDocument={}, Path=If("A", "/a/", NoValue), MaxSessionDuration=If("A", 3600, NoValue)
    )
    properties = plain_resource(role)["Properties"]
    assert properties["Path"] == {"Fn::If": ["A", "/a/", {"Ref": "AWS::NoValue"}]}
    assert properties["MaxSessionDuration"] == {"Fn::If": ["A", 3600, {"Ref": "AWS::NoValue"}]}


def test_replacing_goes_from_the_innermost_mapping_outward() -> None:
    def unwrapped(mapping: dict[str, Any]) -> Any:
        return mapping.get("wrap", mapping)

    assert replaced({"a": [{"wrap": {"wrap": {"b": 1}}}]}, unwrapped) == {"a": [{"b": 1}]}
