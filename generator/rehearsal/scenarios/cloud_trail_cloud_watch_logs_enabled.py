"""Log groups of trails: none, one of the trail's name that no trail writes to yet, and one already."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario, Session
from generator.rehearsal.scenario_trail import exempt, make_trail, trail_case

KEYS = ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn")


def group_there(session: Session) -> str:
    """An earlier run has made the log group, and somebody has given it a retention."""
    logs = session.client("logs")
    logs.create_log_group(logGroupName="/aws/cloudtrail/again")
    logs.put_retention_policy(logGroupName="/aws/cloudtrail/again", retentionInDays=3653)
    return make_trail(session, "again")


def written(session: Session) -> str:
    """The trail writes to what the first case left behind."""
    first: dict[str, Any] = session.client("logs").describe_log_groups(logGroupNamePrefix="/aws/cloudtrail/silent")
    (role,) = [
        each["Arn"]
        for each in session.client("iam").list_roles()["Roles"]
        if each["RoleName"].endswith("-trail-to-cloudwatch-logs")
    ]
    group = first["logGroups"][0]["arn"]
    return make_trail(session, "written", CloudWatchLogsLogGroupArn=group, CloudWatchLogsRoleArn=role)


SCENARIO = Scenario(
    (
        trail_case("silent", lambda session: make_trail(session, "silent"), keys=KEYS),
        trail_case("log group there", group_there, keys=KEYS),
        trail_case(
            "of another Region",
            lambda session: make_trail(session, "far", region="eu-west-1", IsMultiRegionTrail=True),
            keys=KEYS,
        ),
        trail_case("written already", written, keys=KEYS, ends=Ends.UNCHANGED),
        trail_case(
            "exempt trail", lambda session: exempt(session, make_trail(session, "other")), keys=KEYS, ends=Ends.EXEMPT
        ),
    )
)
