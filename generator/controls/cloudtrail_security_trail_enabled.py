"""One trail holds all that AWS recommends: all Regions, all management events, validation and a key.

https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-security-trail-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDTRAIL_SECURITY_TRAIL_ENABLED",
    title=Text("A trail is set as AWS recommends for security", "セキュリティの推奨事項をすべて満たす証跡がある"),
    why=Text(
        "Of all Regions and management events, validated and encrypted with a key: launch the template cloudtrail with TrailKey CREATE.",
        "全リージョン・全管理イベント・整合性検証・キーによる暗号化が必要です。cloudtrail を TrailKey=CREATE で起動してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(anti_patterns=(15,)),
)
