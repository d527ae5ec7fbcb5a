"""Public sharing of documents: allowed as in a new Region, blocked already, and allowed again by a person."""

from collections.abc import Callable

from generator.rehearsal.scenario import Case, Ends, Scenario, Session

SETTING = "/ssm/documents/console/public-sharing-permission"


def with_value(value: str | None) -> Callable[[Session], str]:
    """A Region with this value, or with the one that it came with."""

    def make(session: Session) -> str:
        if value:
            session.client("ssm").update_service_setting(SettingId=SETTING, SettingValue=value)
        return str(session.client("sts").get_caller_identity()["Account"])

    return make


def state(session: Session, account_id: str) -> str:
    """The value."""
    return str(session.client("ssm").get_service_setting(SettingId=SETTING)["ServiceSetting"]["SettingValue"])


def compliant(session: Session, account_id: str) -> bool:
    """Public sharing is disabled."""
    return state(session, account_id) == "Disable"


def _case(name: str, value: str | None, ends: Ends = Ends.REPAIRED) -> Case:
    return Case(name=name, make=with_value(value), state=state, compliant=compliant, ends=ends)


SCENARIO = Scenario(
    (
        _case("as in a new Region", None),
        _case("blocked already", "Disable", Ends.UNCHANGED),
        _case("allowed again", "Enable"),
    )
)
