"""A trail records API calls; where there is none, the template cloudtrail makes one with all that it needs.

https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUD_TRAIL_ENABLED",
    title=Text("A trail records the API calls of the account", "アカウントの API 呼び出しを記録する証跡がある"),
    why=Text(
        "Without a trail, API calls are gone after 90 days. Launch the template cloudtrail, or start the trail that you have.",
        "証跡がないと、API 呼び出しの記録は 90 日で失われます。テンプレート cloudtrail を起動するか、既存の証跡を開始してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CloudTrail.3",), trusted_advisor=("c25hn9x03v",), anti_patterns=(15,)),
)
