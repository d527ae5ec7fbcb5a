"""The account policy of CloudWatch Logs that finds secrets and personal data in log events, reports them, and masks them.

CloudWatch Logs takes no policy that reports without masking: both statements are demanded, and both must name the same data.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutAccountPolicy.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
"""

from collections.abc import Iterator
from typing import Any

from troposphere import Equals, If, Ref, Sub, logs

from generator.blocks.cloudtrail_parameters import RETENTION_DAYS
from generator.blocks.deployment import NAME_PREFIX
from generator.model import Comment, Condition, Element, Parameter

GROUP = "Data protection"
PROTECTS, CARDS, EMAIL = "ProtectsLogData", "ProtectsPaymentCards", "ProtectsEmailAddresses"
FINDINGS = "CloudWatchLogsGroupForDataProtection"
WRITERS = "CloudWatchLogsResourcePolicyForDataProtection"
CREDENTIALS = ("AwsSecretKey", "OpenSshPrivateKey", "PgpPrivateKey", "PkcsPrivateKey", "PuttyPrivateKey")
PAYMENT_CARDS = ("CreditCardNumber", "CreditCardSecurityCode")
EMAIL_ADDRESSES = ("EmailAddress",)
DOCUMENT = """{
  "Name": "${Prefix}-data-protection",
  "Version": "2021-06-01",
  "Statement": [
    {
      "Sid": "Report",
      "DataIdentifier": [
        ${Identifiers}
      ],
      "Operation": {
        "Audit": {"FindingsDestination": {"CloudWatchLogs": {"LogGroup": "${Group}"}}}
      }
    },
    {
      "Sid": "Mask",
      "DataIdentifier": [
        ${Identifiers}
      ],
      "Operation": {"Deidentify": {"MaskConfig": {}}}
    }
  ]
}"""
DELIVERY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AllowLogDeliveryToWrite",
      "Effect": "Allow",
      "Principal": {"Service": "delivery.logs.amazonaws.com"},
      "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
      "Resource": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:log-stream:*",
      "Condition": {
        "StringEquals": {"aws:SourceAccount": "${AWS::AccountId}"},
        "ArnLike": {"aws:SourceArn": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*"}
      }
    }
  ]
}"""


def data_protection_parameters() -> Iterator[Parameter]:
    """Whether, of what, and for how long the reports are kept."""
    yield Parameter(
        name="LogDataProtection",
        description=(
            "CREATE masks secret keys and private keys in every log group, for all who lack logs:Unmask, and reports them; billed by"
            " the volume of logs. An account has one such policy per Region: where one exists, leave this DISABLED."
        ),
        label="Data protection",
        group=GROUP,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    for name, label, words in (
        ("LogPaymentCards", "Payment cards", "numbers and security codes of payment cards"),
        ("LogEmailAddresses", "E-mail addresses", "e-mail addresses"),
    ):
        yield Parameter(
            name=name,
            description=f"ENABLED masks and reports {words} too; what merely looks like them is masked as well.",
            label=label,
            group=GROUP,
            default="DISABLED",
            allowed_values=("DISABLED", "ENABLED"),
        )
    yield Parameter(
        name="LogFindingsRetentionInDays",
        description="Days after which a report of found data is deleted.",
        label="Retention of reports in days",
        group=GROUP,
        type="Number",
        default=365,
        allowed_values=RETENTION_DAYS,
    )


def data_protection_conditions() -> Iterator[Condition]:
    """When there is a policy, and what it looks for beside credentials."""
    yield Condition(PROTECTS, Equals(Ref("LogDataProtection"), "CREATE"))
    yield Condition(CARDS, Equals(Ref("LogPaymentCards"), "ENABLED"))
    yield Condition(EMAIL, Equals(Ref("LogEmailAddresses"), "ENABLED"))


def data_protection(key: Any) -> Iterator[Element]:
    """The group of the reports, encrypted with ``key``, who may write there, and the policy."""
    yield Comment("A report names the log group and the place in the log event, not the data that was found there.")
    yield logs.LogGroup(
        FINDINGS,
        Condition=PROTECTS,
        DeletionPolicy="Retain",
        UpdateReplacePolicy="Retain",
        RetentionInDays=Ref("LogFindingsRetentionInDays"),
        KmsKeyId=key,
    )
    yield logs.ResourcePolicy(
        WRITERS,
        Condition=PROTECTS,
        PolicyName=_named("data-protection"),
        PolicyDocument=Sub(DELIVERY, Group=Ref(FINDINGS)),
    )
    yield Comment(
        "There is no report without a mask: CloudWatch Logs demands both statements, for the same data. What is masked is stored"
        " unchanged, and logs:Unmask shows it; what came before the policy stays unmasked."
    )
    yield logs.AccountPolicy(
        "CloudWatchLogsAccountPolicyForDataProtection",
        Condition=PROTECTS,
        DependsOn=WRITERS,
        PolicyName=_named("data-protection"),
        PolicyType="DATA_PROTECTION_POLICY",
        Scope="ALL",
        PolicyDocument=Sub(DOCUMENT, Prefix=Ref(NAME_PREFIX), Group=Ref(FINDINGS), Identifiers=_identifiers()),
    )


def _named(what: str) -> Sub:
    return Sub(f"${{{NAME_PREFIX}}}-{what}")


def _identifiers() -> Sub:
    cards, email = Sub(f",\n{_arns(PAYMENT_CARDS)}"), Sub(f",\n{_arns(EMAIL_ADDRESSES)}")
    return Sub(f"{_arns(CREDENTIALS)}${{Cards}}${{Email}}", Cards=If(CARDS, cards, ""), Email=If(EMAIL, email, ""))


def _arns(names: tuple[str, ...]) -> str:
    return ",\n".join(f'"arn:${{AWS::Partition}}:dataprotection::aws:data-identifier/{name}"' for name in names)
