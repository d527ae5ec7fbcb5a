"""Templates around the steps of an Automation document: as a mapping, as YAML text, as JSON text."""

import json
from textwrap import indent

import yaml

VERIFIED = """
- name: CloseGroup
  action: aws:executeAwsApi
  inputs:
    Service: ec2
    Api: RevokeSecurityGroupIngress
    GroupId: '{{ GroupId }}'
    SecurityGroupRuleIds: [sgr-0123456789abcdef0]
- name: VerifyClosed
  action: aws:assertAwsResourceProperty
  inputs:
    Service: ec2
    Api: DescribeSecurityGroups
    GroupIds: ['{{ GroupId }}']
    PropertySelector: $.SecurityGroups[0].GroupName
    DesiredValues: [default]
"""
HEAD = """
schemaVersion: '0.3'
assumeRole: '{{ AutomationAssumeRole }}'
parameters:
  AutomationAssumeRole: {type: String}
  GroupId: {type: String}
mainSteps:
"""
ROLE = """
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub ${NamePrefix}-Close
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ssm.amazonaws.com}, Action: sts:AssumeRole}]
      Policies:
        - PolicyName: Close
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [ec2:DescribeSecurityGroups, ec2:RevokeSecurityGroupIngress]
                Resource: '*'
"""
REMEDIATION = """
  Remediation:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: rule
      TargetType: SSM_DOCUMENT
      TargetId: !Ref Document
      Parameters:
        AutomationAssumeRole:
          StaticValue:
            Values: [!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${NamePrefix}-Close']
"""
PARAMETERS = """
Parameters:
  NamePrefix: {Type: String, Default: baseline}
"""


def content(steps: str, head: str = HEAD) -> str:
    """The text of a document."""
    return head + indent(steps.strip("\n"), "  ") + "\n"


def template(steps: str = VERIFIED, *others: str, head: str = HEAD, kind: str = "Automation") -> str:
    """A template with the document as a mapping, and other resources."""
    return (
        f"{PARAMETERS}\nResources:\n  Document:\n    Type: AWS::SSM::Document\n    Properties:\n"
        f"      DocumentType: {kind}\n      Content:\n{indent(content(steps, head), ' ' * 8)}{''.join(others)}"
    )


def yaml_template(steps: str = VERIFIED, *, head: str = HEAD, document_format: str = "YAML") -> str:
    """A template with the document as a YAML text in Fn::Sub."""
    return (
        f"{PARAMETERS}\nResources:\n  Document:\n    Type: AWS::SSM::Document\n    Properties:\n"
        f"      DocumentType: Automation\n      DocumentFormat: {document_format}\n      Content: !Sub |\n"
        f"{indent(content(steps, head), ' ' * 8)}"
    )


def json_template(steps: str = VERIFIED, *, head: str = HEAD) -> str:
    """A template with the document as a JSON text."""
    text = json.dumps(json.dumps(yaml.safe_load(content(steps, head))))
    return (
        "Resources:\n  Document:\n    Type: AWS::SSM::Document\n    Properties:\n"
        f"      DocumentType: Automation\n      Content: {text}\n"
    )
