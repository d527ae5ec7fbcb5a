"""Limits that AWS sets on what a template, a stack and the resources in it may hold.

Lengths are in characters, sizes in bytes. Where AWS raises a limit on request, the number is the default.
"""

from types import MappingProxyType
from typing import Final

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
TEMPLATE_BODY_BYTES: Final = 51_200
TEMPLATE_OBJECT_BYTES: Final = 1024 * 1024
TEMPLATE_DESCRIPTION_BYTES: Final = 1_024
TEMPLATE_PARAMETERS: Final = 200
TEMPLATE_RESOURCES: Final = 500
TEMPLATE_OUTPUTS: Final = 200
TEMPLATE_MAPPINGS: Final = 200
TEMPLATE_MAPPING_ATTRIBUTES: Final = 200
TEMPLATE_DYNAMIC_REFERENCES: Final = 60
PARAMETER_NAME_LENGTH: Final = 255
PARAMETER_VALUE_BYTES: Final = 4_096
OUTPUT_NAME_LENGTH: Final = 255
MAPPING_NAME_LENGTH: Final = 255
LOGICAL_ID_LENGTH: Final = 255
STACKS: Final = 2_000
STACK_SETS: Final = 1_000
STACK_SET_INSTANCES: Final = 100_000
NESTED_STACK_OPERATION_RESOURCES: Final = 2_500

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
STACK_NAME_LENGTH: Final = 128
STACK_NAME_PATTERN: Final = r"[a-zA-Z][-a-zA-Z0-9]*"
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
# A stack of a stack set is called StackSet-NAME-UUID; this is its length without NAME.
STACK_SET_INSTANCE_NAME_OVERHEAD: Final = len("StackSet-") + len("-") + 36
TEMPLATE_URL_LENGTH: Final = 5_120

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-using-console-create-stack-template.html
CONSOLE_TEMPLATE_URL_LENGTH: Final = 1_024

# No AWS page gives a limit for a whole link: mail programs, chats and proxies cut longer ones.
LINK_LENGTH: Final = 2_000

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
ROLE_NAME_LENGTH: Final = 64
ROLE_NAME_PATTERN: Final = r"[\w+=,.@-]+"
USER_NAME_LENGTH: Final = 64
GROUP_NAME_LENGTH: Final = 128
INSTANCE_PROFILE_NAME_LENGTH: Final = 128
MANAGED_POLICY_NAME_LENGTH: Final = 128
ROLE_DESCRIPTION_LENGTH: Final = 1_000
# In total over all inline policies of one role, user or group; white space is not counted.
ROLE_INLINE_POLICIES_LENGTH: Final = 10_240
USER_INLINE_POLICIES_LENGTH: Final = 2_048
GROUP_INLINE_POLICIES_LENGTH: Final = 5_120
MANAGED_POLICY_LENGTH: Final = 6_144
TRUST_POLICY_LENGTH: Final = 2_048
ROLE_MANAGED_POLICIES: Final = 10

# https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
# White space counts where it is sent. S3 and GuardDuty policies have no line of their own there: they are declarative policies.
ORGANIZATION_POLICY_LENGTHS: Final = MappingProxyType(
    {
        "AISERVICES_OPT_OUT_POLICY": 2_500,
        "DECLARATIVE_POLICY_EC2": 10_000,
        "GUARDDUTY_POLICY": 10_000,
        "INSPECTOR_POLICY": 10_000,
        "RESOURCE_CONTROL_POLICY": 5_120,
        "S3_POLICY": 10_000,
        "SECURITYHUB_POLICY": 10_000,
        "SERVICE_CONTROL_POLICY": 5_120,
    }
)

# https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
PASSWORD_LENGTH_MINIMUM: Final = 6
PASSWORD_LENGTH_MAXIMUM: Final = 128
PASSWORD_REUSE_PREVENTION: Final = 24
PASSWORD_AGE_DAYS: Final = 1_095

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
BUCKET_NAME_LENGTH_MINIMUM: Final = 3
BUCKET_NAME_LENGTH: Final = 63
BUCKET_NAME_PATTERN: Final = r"(?=.{3,63}\Z)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]"

# https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html
CONFIG_RULE_NAME_LENGTH: Final = 128
CONFIG_RULE_DESCRIPTION_LENGTH: Final = 256
CONFIG_RULE_INPUT_PARAMETERS_LENGTH: Final = 1_024

# https://docs.aws.amazon.com/config/latest/APIReference/API_CustomPolicyDetails.html
CONFIG_RULE_POLICY_LENGTH: Final = 10_000

# https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
ORGANIZATION_CONFIG_RULE_NAME_LENGTH: Final = 64

# https://docs.aws.amazon.com/config/latest/developerguide/configlimits.html
CONFIG_RULES: Final = 1_000
CONFORMANCE_PACKS: Final = 50
CONFORMANCE_PACK_RULES: Final = 130

# https://docs.aws.amazon.com/config/latest/APIReference/API_PutConformancePack.html
CONFORMANCE_PACK_NAME_LENGTH: Final = 256
CONFORMANCE_PACK_BODY_BYTES: Final = 51_200
CONFORMANCE_PACK_INPUT_PARAMETERS: Final = 330

# https://docs.aws.amazon.com/config/latest/APIReference/API_RemediationConfiguration.html
REMEDIATION_PARAMETERS: Final = 25
REMEDIATION_ATTEMPTS: Final = 25
REMEDIATION_RETRY_SECONDS: Final = 2_678_000

# https://docs.aws.amazon.com/general/latest/gr/ssm.html
DOCUMENTS: Final = 500
# Run-time parameters count.
DOCUMENT_BYTES: Final = 64 * 1024

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
DOCUMENT_NAME_LENGTH: Final = 128
DOCUMENT_NAME_PATTERN: Final = r"[a-zA-Z0-9_\-.]{3,128}"
DOCUMENT_NAME_RESERVED_STARTS: Final = ("aws", "amazon", "amzn", "AWSEC2", "AWSConfigRemediation", "AWSSupport")

# https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
AUTOMATION_PARAMETER_VALUE_LENGTH: Final = 512

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
LOG_GROUP_NAME_LENGTH: Final = 512
FILTER_PATTERN_LENGTH: Final = 1_024

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
ALARM_NAME_LENGTH: Final = 255
ALARM_DESCRIPTION_LENGTH: Final = 1_024

# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
EVENT_RULE_NAME_LENGTH: Final = 64
EVENT_PATTERN_LENGTH: Final = 4_096
EVENT_RULE_DESCRIPTION_LENGTH: Final = 512

# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
# What an account may use of EVENT_PATTERN_LENGTH until it asks for more.
EVENT_PATTERN_QUOTA: Final = 2_048

# https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
FUNCTION_NAME_LENGTH: Final = 64

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
QUEUE_NAME_LENGTH: Final = 80

# https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
STATE_MACHINE_NAME_LENGTH: Final = 80

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
LOAD_BALANCER_NAME_LENGTH: Final = 32

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
TARGET_GROUP_NAME_LENGTH: Final = 32

# https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
BACKUP_VAULT_NAME_LENGTH: Final = 50

# https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
KEY_POLICY_BYTES: Final = 32 * 1024

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeploymentTargets.html
ORGANIZATIONAL_UNIT_PATTERN: Final = r"(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})"
