"""What is there of the types whose names an account or Region gives only once.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
"""

from typing import Final

from generator.preflight.place import Place

CALLS: Final = ("config:DescribeConfigRules", "ssm:ListDocuments", "iam:ListRoles")


def names_of(place: Place, type_name: str) -> set[str]:
    """The names of all rules, own documents or roles; KeyError for another type."""
    return {"AWS::Config::ConfigRule": _rules, "AWS::SSM::Document": _documents, "AWS::IAM::Role": _roles}[type_name](
        place
    )


def _rules(place: Place) -> set[str]:
    return {each["ConfigRuleName"] for each in place.call("config", "DescribeConfigRules")["ConfigRules"]}


def _documents(place: Place) -> set[str]:
    own = [{"Key": "Owner", "Values": ["Self"]}]
    return {each["Name"] for each in place.call("ssm", "ListDocuments", Filters=own)["DocumentIdentifiers"]}


def _roles(place: Place) -> set[str]:
    return {each["RoleName"] for each in place.call("iam", "ListRoles")["Roles"]}
