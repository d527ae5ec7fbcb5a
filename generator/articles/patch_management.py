"""Emits templates/patch-management.yaml: Systems Manager manages instances, looks for missing patches and, where told to, installs them.

State Manager runs AWS-RunPatchBaseline, which needs no role of its own, as a task of a maintenance window would.

https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html
https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
"""

from collections.abc import Iterator

from troposphere import And, Equals, Not, Or, Ref, Sub, events, ssm

from generator.blocks.alert_topic import HAS_TOPIC, alert_topic, has_topic, told
from generator.blocks.deployment import NAME_PREFIX, name_prefix
from generator.blocks.region_condition import outside_of
from generator.knowledge.resource_types import missing_regions
from generator.model import Article, Comment, Condition, Element, Parameter, Scope, Text

PATCHES, HOSTS = "Patches", "Default Host Management"
SCANS, INSTALLS, BASELINES, MANAGES = "ScansForPatches", "InstallsPatches", "MakesPatchBaselines", "ManagesHosts"
TELLS, HAS_SETTING = "TellsOfPatches", "RegionHasSSMServiceSetting"
ROLE_SETTING = "/ssm/managed-instance/default-ec2-instance-management-role"
DOCUMENT = "AWS-RunPatchBaseline"
# What counts as security, by what the vendors call it.
RPM = {"CLASSIFICATION": ["Security"], "SEVERITY": ["Critical", "Important"]}
WINDOWS = {"CLASSIFICATION": ["CriticalUpdates", "SecurityUpdates"], "MSRC_SEVERITY": ["Critical", "Important"]}
SYSTEMS: dict[str, tuple[str, dict[str, list[str]]]] = {
    "AmazonLinux2023": ("AMAZON_LINUX_2023", RPM),
    "RedHat": ("REDHAT_ENTERPRISE_LINUX", RPM),
    "Windows": ("WINDOWS", WINDOWS),
}
LACKS = (
    "<instance> lacks patches of severity <severity> in account <account>, ${AWS::Region}; its patch baseline is <baseline>.",
    "Which, and how to install them:",
    "https://${AWS::Region}.${Host}/systems-manager/patch-manager?region=${AWS::Region}",
)
PATHS = {
    "account": "$.account",
    "baseline": "$.detail.patch-baseline-id",
    "instance": "$.detail.resource-id",
    "severity": "$.detail.severity",
}


def elements() -> Iterator[Element]:
    """Parameters, the setting, the baselines, the associations, and who hears of what lacks patches."""
    yield from _host_parameters()
    yield from _patch_parameters()
    yield from alert_topic()
    yield from name_prefix()
    yield outside_of(HAS_SETTING, missing_regions("AWS::SSM::ServiceSetting"))
    yield Condition(MANAGES, And({"Condition": HAS_SETTING}, Not(Equals(Ref("DefaultHostManagementRoleName"), ""))))
    yield Condition(SCANS, Or(*(Equals(Ref("Patching"), choice) for choice in ("SCAN", "INSTALL"))))
    yield Condition(INSTALLS, Equals(Ref("Patching"), "INSTALL"))
    yield Condition(BASELINES, Equals(Ref("PatchBaselines"), "CREATE"))
    yield has_topic()
    yield Condition(TELLS, And({"Condition": HAS_TOPIC}, {"Condition": SCANS}))
    yield Comment("Instances with the SSM Agent and IMDSv2 are managed without an instance profile of their own.")
    yield ssm.ServiceSetting(
        "SSMServiceSettingForDefaultHostManagement",
        Condition=MANAGES,
        SettingId=ROLE_SETTING,
        SettingValue=Ref("DefaultHostManagementRoleName"),
    )
    for name, (system, filters) in SYSTEMS.items():
        yield _baseline(name, system, filters)
    yield from _associations()
    yield from _notice()


def _host_parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="DefaultHostManagementRoleName",
        description=(
            "Role with AmazonSSMManagedEC2InstanceDefaultPolicy, trusting ssm.amazonaws.com, that instances of this Region get, such as"
            " service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole, which the console makes. Empty changes nothing."
        ),
        label="Role of default host management",
        group=HOSTS,
        default="",
        allowed_pattern="^([a-zA-Z0-9_+=,.@-]+/)*[a-zA-Z0-9_+=,.@-]{0,64}$",
        constraint="The name of a role, with its path but without the first slash, or nothing.",
    )


def _patch_parameters() -> Iterator[Parameter]:
    yield Parameter(
        name="Patching",
        description=(
            "SCAN looks for missing patches on every managed instance. INSTALL also installs them on instances with the tag PatchGroup"
            " below, and restarts them where a patch needs it."
        ),
        label="Patching",
        group=PATCHES,
        default="DISABLED",
        allowed_values=("DISABLED", "SCAN", "INSTALL"),
    )
    yield Parameter(
        name="PatchGroupName",
        description="Value of the tag PatchGroup of the instances that get the baselines below, and on which INSTALL installs.",
        label="Patch group",
        group=PATCHES,
        default="baseline",
        allowed_pattern="^[a-zA-Z0-9_.:/=+@-]{1,128}$",
        constraint="1 to 128 letters, digits and _.:/=+@-.",
    )
    yield Parameter(
        name="PatchScanSchedule",
        description="How often SCAN looks.",
        label="Schedule of scans",
        group=PATCHES,
        default="rate(1 day)",
        allowed_pattern=r"^rate\((1 day|([2-9]|[12][0-9]|30) days|([2-9]|1[0-9]|2[0-4]) hours)\)$",
        constraint="A rate such as rate(1 day) or rate(12 hours), from 2 hours to 30 days.",
    )
    yield Parameter(
        name="PatchInstallSchedule",
        description="When INSTALL installs, UTC.",
        label="Schedule of installation",
        group=PATCHES,
        default="cron(0 3 ? * SUN *)",
        allowed_pattern=r"^cron\([0-9]{1,2} [0-9]{1,2} \? \* (\*|SUN|MON|TUE|WED|THU|FRI|SAT)(#[1-5])? \*\)$",
        constraint="A day and a time such as cron(0 3 ? * SUN *).",
    )
    yield Parameter(
        name="PatchBaselines",
        description=(
            "CREATE makes baselines of security patches for the patch group, for Amazon Linux 2023, Red Hat and Windows."
            " What has none here, such as Ubuntu, which knows no delay, is left to AWS's."
        ),
        label="Patch baselines",
        group=PATCHES,
        default="DISABLED",
        allowed_values=("DISABLED", "CREATE"),
    )
    yield Parameter(
        name="PatchApprovalDelayInDays",
        description="Days between the release of a patch and its approval by the baselines made here.",
        label="Days until approval",
        group=PATCHES,
        type="Number",
        default=7,
        min_value=0,
        max_value=30,
    )


def _baseline(name: str, system: str, filters: dict[str, list[str]]) -> ssm.PatchBaseline:
    chosen = [ssm.PatchFilter(Key=key, Values=values) for key, values in filters.items()]
    rule = ssm.Rule(
        PatchFilterGroup=ssm.PatchFilterGroup(PatchFilters=chosen),
        ComplianceLevel="CRITICAL",
        ApproveAfterDays=Ref("PatchApprovalDelayInDays"),
    )
    return ssm.PatchBaseline(
        f"SSMPatchBaselineFor{name}",
        Condition=BASELINES,
        Name=Sub(f"${{{NAME_PREFIX}}}-{system.lower().replace('_', '-')}"),
        Description="Security patches, some days after their release.",
        OperatingSystem=system,
        PatchGroups=[Ref("PatchGroupName")],
        ApprovalRules=ssm.RuleGroup(PatchRules=[rule]),
    )


def _associations() -> Iterator[Element]:
    everywhere = ssm.Targets(Key="InstanceIds", Values=["*"])
    group = ssm.Targets(Key="tag:PatchGroup", Values=[Ref("PatchGroupName")])
    yield Comment("It changes nothing on the instances.")
    yield _association("Scan", SCANS, everywhere, "PatchScanSchedule", Operation=["Scan"])
    yield Comment(
        "Not when the association is made or changed: the first run waits for its time, as a restart may follow."
    )
    yield Comment("A tenth at a time, and no more once a tenth has failed.", "Properties/MaxConcurrency")
    install = {"Operation": ["Install"], "RebootOption": ["RebootIfNeeded"]}
    yield _association("Install", INSTALLS, group, "PatchInstallSchedule", later=True, **install)


def _association(
    what: str, condition: str, target: ssm.Targets, schedule: str, *, later: bool = False, **given: list[str]
) -> ssm.Association:
    waits = {"ApplyOnlyAtCronInterval": True} if later else {}
    return ssm.Association(
        f"SSMAssociationForPatch{what}",
        Condition=condition,
        AssociationName=Sub(f"${{{NAME_PREFIX}}}-patch-{what.lower()}"),
        Name=DOCUMENT,
        Targets=[target],
        ScheduleExpression=Ref(schedule),
        **waits,
        MaxConcurrency="10%",
        MaxErrors="10%",
        ComplianceSeverity="HIGH",
        Parameters=given,
    )


def _notice() -> Iterator[Element]:
    yield events.Rule(
        "EventsRuleForPatchCompliance",
        Condition=TELLS,
        EventPattern={
            "source": ["aws.ssm"],
            "detail-type": ["Configuration Compliance State Change"],
            "account": [Ref("AWS::AccountId")],
            "region": [Ref("AWS::Region")],
            "detail": {"compliance-type": ["Patch"], "compliance-status": ["non_compliant"]},
        },
        Targets=[told(LACKS, PATHS)],
    )


ARTICLE = Article(
    title=Text("Patch management", "パッチ管理"),
    summary=Text(
        "Systems Manager looks for missing patches on every managed instance, installs them where told to, and tells people.",
        "Systems Manager がマネージドインスタンスの未適用パッチを調べて通知し、指定したパッチグループには自動でインストールします。",
    ),
    scope=Scope.REGIONAL,
    cost=Text(
        "Off by default. Patching EC2 instances costs nothing; hybrid instances are billed where Systems Manager's advanced tier is on.",
        "既定では無効。EC2 インスタンスへのパッチ適用は無料。ハイブリッドインスタンスは、アドバンスドティアが有効な場合に課金。",
    ),
    elements=elements,
    detected_by=("EC2_INSTANCE_MANAGED_BY_SSM", "EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK"),
)
