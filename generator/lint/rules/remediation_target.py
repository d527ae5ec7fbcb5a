"""Remediations whose runbook is neither in the template nor AWS's own.

https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
"""

from collections.abc import Iterator
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import Declared, Path, Place, names, needs, resources, written
from generator.lint.remediations import remediations
from generator.lint.transforms import as_written

OWNED_BY_AWS: Final = ("AWS-", "AWSConfigRemediation-", "AWSSupport-", "AWSEC2-", "AWSPremiumSupport-", "Amazon")


@documented("W9308", "resources", "config", "remediation")
class RemediationTarget(CloudFormationLintRule):
    """A remediation runs a runbook of the template by reference, or one of AWS.

    AWS Config refuses a TargetId that is no document of the account. A document that the template makes, but that is named as
    text, may not be made yet; another name hangs on what somebody has made before, or is misspelt.

    Example::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: EnableVersioning
        Runbook:
          Type: AWS::SSM::Document
          Properties:
            Name: EnableVersioning
            DocumentType: Automation
            Content: {}

    Use instead::

        Repair:
          Type: AWS::Config::RemediationConfiguration
          Properties:
            ConfigRuleName: bucket-versioning
            TargetType: SSM_DOCUMENT
            TargetId: !Ref Runbook
        Runbook:
          Type: AWS::SSM::Document
          Properties:
            Name: EnableVersioning
            DocumentType: Automation
            Content: {}

    Source: https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each target that may not be there."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    template = as_written(cfn)
    documents = {
        name: document
        for document in resources(template, "AWS::SSM::Document")
        for place in document.at("Name")
        if (name := written(place.value))
    }
    unsure = [
        (remediation.resource, place)
        for remediation in remediations(cfn)
        for place in remediation.resource.at("TargetId")
        if _is_own_name(place, documents)
    ]
    before = needs(template) if unsure else {}
    for resource, place in unsure:
        name = written(place.value)
        document = documents.get(name or "")
        if document is None:
            yield place.path, f"{name!r} is no document of this template and none of AWS; make it here and refer to it"
        elif document.logical_id not in before.get(resource.logical_id, ()):
            where = document.logical_id
            yield place.path, f"Nothing makes {resource.logical_id} wait for {where}; write TargetId: !Ref {where}"


def _is_own_name(place: Place, documents: dict[str, Declared]) -> bool:
    """A name that the template writes out, or one that it also gives to a document."""
    name = written(place.value)
    if not name or name.startswith((*OWNED_BY_AWS, "arn:")):
        return False
    return name in documents or not (any(names(place.value)) or "${" in name or "{{" in name)
