"""A trail records who reads and writes the objects of all buckets; a person decides, because every event costs.

https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-s3-dataevents-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CLOUDTRAIL_S3_DATAEVENTS_ENABLED",
    title=Text(
        "A trail records the data events of all S3 buckets", "全 S3 バケットのデータイベントを記録する証跡がある"
    ),
    why=Text(
        "Without data events nobody sees which objects were read. Each costs: turn them on in the template cloudtrail or in your trail.",
        "データイベントがないと、読まれたオブジェクトが分かりません。有料のため、必要に応じて証跡で有効にしてください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(),
)
