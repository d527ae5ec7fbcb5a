from generator.blocks.object_lock import locked, object_lock
from generator.blocks.private_bucket import private_bucket
from generator.model import Condition, Parameter
from generator.render.plain import plain, plain_resource


def test_the_lock_is_off_unless_a_mode_is_chosen() -> None:
    mode, days, condition = object_lock("Lock", "LockInDays", "Logs")
    assert isinstance(mode, Parameter)
    assert isinstance(days, Parameter)
    assert isinstance(condition, Condition)
    assert (mode.default, mode.allowed_values) == ("DISABLED", ("DISABLED", "GOVERNANCE", "COMPLIANCE"))
    assert (days.type, days.default, days.min_value, days.max_value) == ("Number", 365, 1, 36500)
    assert {mode.group, days.group} == {"Logs"}
    assert plain(condition.expression) == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Lock"}, "DISABLED"]}]}
    assert condition.name == "LocksLock"


def test_a_locked_bucket_has_both_properties_under_the_condition_only() -> None:
    properties = plain_resource(private_bucket("Bucket", **locked("Lock", "LockInDays")))["Properties"]
    assert properties["ObjectLockEnabled"] == {"Fn::If": ["LocksLock", True, {"Ref": "AWS::NoValue"}]}
    condition, configuration, otherwise = properties["ObjectLockConfiguration"]["Fn::If"]
    assert (condition, otherwise) == ("LocksLock", {"Ref": "AWS::NoValue"})
    assert configuration == {
        "ObjectLockEnabled": "Enabled",
        "Rule": {"DefaultRetention": {"Mode": {"Ref": "Lock"}, "Days": {"Ref": "LockInDays"}}},
    }
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
