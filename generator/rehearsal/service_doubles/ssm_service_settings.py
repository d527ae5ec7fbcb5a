"""Service settings of Systems Manager, which moto does not have: public documents, and the role of default host management.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html
"""

from typing import Final

from generator.rehearsal.api_call import Answer, Call

STORE: Final = "ssm service settings"
SHARING: Final = "/ssm/documents/console/public-sharing-permission"
DEFAULTS: Final = {SHARING: "Enable", "/ssm/managed-instance/default-ec2-instance-management-role": "$None"}


def get_setting(call: Call) -> Answer:
    """The value that was set, or the default."""
    setting = _known(call)
    value = call.account.store(STORE).get(setting, DEFAULTS[setting])
    account = call.account
    return {
        "ServiceSetting": {
            "SettingId": setting,
            "SettingValue": value,
            "ARN": f"arn:{account.partition}:ssm:{account.region}:{account.account_id}:servicesetting{setting}",
            "Status": "Customized" if setting in account.store(STORE) else "Default",
        }
    }


def update_setting(call: Call) -> Answer:
    """Enable or Disable for public sharing, the name of a role for default host management."""
    setting, value = _known(call), str(call.parameters["SettingValue"])
    if setting == SHARING and value not in ("Enable", "Disable"):
        raise call.refuse("ValidationException", f"The setting {setting} takes Enable or Disable, not {value}")
    call.account.store(STORE)[setting] = value
    return {}


def reset_setting(call: Call) -> Answer:
    """Back to the default."""
    call.account.store(STORE).pop(_known(call), None)
    return get_setting(call)


def _known(call: Call) -> str:
    setting = str(call.parameters["SettingId"])
    if setting not in DEFAULTS:
        raise call.refuse("ServiceSettingNotFound", f"The setting {setting} was not found")
    return setting


DOUBLES: Final = {
    ("ssm", "GetServiceSetting"): get_setting,
    ("ssm", "ResetServiceSetting"): reset_setting,
    ("ssm", "UpdateServiceSetting"): update_setting,
}
