"""Emits templates/baseline.yaml: the account's services in one template, composed of the other articles' elements.

https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/welcome.html
"""

from generator.model import Article, Part, Scope, Text

RECORDS_AND_CONTROLS = (
    Part(article="service-linked-roles"),
    Part(article="config", switch="ENABLED"),
    Part(
        article="cloudtrail",
        switch="ENABLED",
        gives={"AthenaTrailBucketName": "TrailBucketNameInUse"},
    ),
    Part(article="default-security-group"),
    Part(article="password-policy"),
    Part(article="access-keys"),
    Part(article="vpc-flow-logs"),
    Part(article="ssh-rdp"),
    Part(article="s3-encryption"),
    Part(
        article="account-settings",
        asks=(
            "AccountSettingsSchedule",
            "EnforceS3AccountLevelPublicAccessBlocksPeriodic",
            "EnforceEc2EbsEncryptionByDefault",
            "EnforceEbsSnapshotBlockPublicAccess",
            "EnforceEc2ImageBlockPublicAccess",
            "EnforceEc2InstanceMetadataDefaults",
            "EnforceSsmAutomationBlockPublicSharing",
        ),
    ),
)
# A service that costs nothing and changes nothing that is there is on.
MONITORING = (
    Part(
        article="notifications",
        switch="DISABLED",
        asks=(
            "AlertEmail1",
            "AlertEmail2",
            "AlertEmail3",
            "AlertTopicKey",
            "AlertTopicKeyArn",
            "SlackWorkspaceId",
            "SlackChannelId",
        ),
        gives={"AlertTopicArn": "AlertTopicArnInUse"},
    ),
    Part(
        article="cloudtrail-alarms",
        switch="DISABLED",
        asks=("UnauthorizedApiCallsThreshold", "ConsoleSignInFailedThreshold"),
    ),
    Part(
        article="cloudtrail-athena",
        switch="DISABLED",
        asks=(
            "AthenaTrailBucketName",
            "AthenaOrganizationId",
            "AthenaScanLimitInGigabytes",
            "AthenaResultRetentionInDays",
        ),
    ),
    Part(
        article="config-notifications",
        switch="DISABLED",
        asks=("ConfigComplianceChangeNotices", "ConfigDeliveryAlarms", "ConfigQueue"),
    ),
    Part(
        article="security-hub",
        switch="DISABLED",
        asks=(
            "SecurityHub",
            "SecurityHubAggregation",
            "StandardBestPractices",
            "StandardCis",
            "StandardPciDss",
            "StandardNist80053",
            "SecurityHubAlertSeverity",
        ),
    ),
    Part(
        article="guardduty",
        switch="DISABLED",
        asks=(
            "Detector",
            "GuardDutyS3Protection",
            "GuardDutyEksProtection",
            "GuardDutyMalwareProtection",
            "GuardDutyRdsProtection",
            "GuardDutyLambdaProtection",
            "GuardDutyRuntimeMonitoring",
            "GuardDutyAlertSeverity",
        ),
    ),
    Part(
        article="inspector",
        switch="DISABLED",
        asks=(
            "AccountSettingsSchedule",
            "EnforceInspectorEc2Scan",
            "EnforceInspectorEcrScan",
            "EnforceInspectorLambdaStandardScan",
            "EnforceInspectorLambdaCodeScan",
            "InspectorAlertSeverity",
        ),
    ),
    Part(article="ecr-scanning", switch="DISABLED", asks=("EcrScanning", "EcrAlertSeverity", "EcrFindings")),
    Part(article="detective", switch="DISABLED", asks=("Graph",)),
    Part(
        article="macie",
        switch="DISABLED",
        asks=("Macie", "MacieAlertSeverity", "MacieRepository", "MacieRetentionInDays"),
        defaults={"Macie": "CREATE"},
    ),
    Part(
        article="access-analyzer",
        switch="ENABLED",
        asks=("ExternalAccess", "AnalyzerZoneOfTrust", "UnusedAccess"),
    ),
    Part(
        article="audit-manager",
        switch="DISABLED",
        asks=("AuditFrameworkId", "AuditOwnerRoleArn", "AuditReportRetentionInDays"),
        fixed={"AuditAssessment": "CREATE"},
    ),
    Part(
        article="trusted-advisor",
        switch="DISABLED",
        asks=(
            "TrustedAdvisorSecurity",
            "TrustedAdvisorFaultTolerance",
            "TrustedAdvisorServiceLimits",
            "TrustedAdvisorRefresh",
        ),
        defaults={"TrustedAdvisorSecurity": "YELLOW", "TrustedAdvisorServiceLimits": "YELLOW"},
    ),
    Part(
        article="health-events",
        switch="ENABLED",
        asks=("HealthIssues", "HealthScheduledChanges", "HealthAccountNotifications"),
    ),
    Part(
        article="iam-reports",
        switch="DISABLED",
        asks=("CredentialReport", "LastAccessedReport", "IamReportBucketName", "IamReportRetentionInDays"),
    ),
)
# Right from the start: nothing of it touches what is there, and what the account wants of it differs from account to account.
PREVENTION = (
    Part(
        article="iam-guardrails",
        switch="DISABLED",
        asks=(
            "PeopleBoundary",
            "WorkloadBoundary",
            "ForceMfa",
            "MfaSessionSeconds",
            "SupportRole",
            "IncidentResponderRole",
            "SwitchRoleAccountId",
        ),
    ),
    Part(article="incident-response", switch="DISABLED", asks=()),
    Part(
        article="log-groups",
        switch="DISABLED",
        asks=("LogPaymentCards", "LogEmailAddresses", "LogGroupKey", "LogGroupKeyArn"),
        fixed={"LogDataProtection": "CREATE"},
    ),
    Part(
        article="patch-management",
        switch="DISABLED",
        asks=("DefaultHostManagementRoleName", "Patching", "PatchGroupName"),
    ),
    Part(
        article="required-tags",
        switch="DISABLED",
        asks=("RequiredTagKey1", "RequiredTagValues1", "RequiredTagKey2", "RequiredTagKey3"),
    ),
)
BUCKETS = (
    Part(article="log-archive", switch="DISABLED"),
    Part(article="private-bucket", switch="DISABLED"),
)

ARTICLE = Article(
    title=Text("Account baseline", "アカウントベースライン"),
    summary=Text(
        "A secure account in one stack: service-linked roles, AWS Config, CloudTrail, controls with repair; alerts, detection and buckets"
        " on request.",
        "サービスにリンクされたロール、AWS Config、CloudTrail、修復つきコントロールを 1 つのスタックで設定。通知と検知も選べます。",
    ),
    scope=Scope.REGIONAL,
    cost=Text("The sum of the services that are enabled.", "有効にしたサービスの合計。"),
    composes=(*RECORDS_AND_CONTROLS, *MONITORING, *PREVENTION, *BUCKETS),
)
