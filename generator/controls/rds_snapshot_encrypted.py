"""RDS snapshots are encrypted; a copy can be, the snapshot itself never, and deleting it is for a person to decide.

https://docs.aws.amazon.com/config/latest/developerguide/rds-snapshot-encrypted.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="RDS_SNAPSHOT_ENCRYPTED",
    title=Text("RDS snapshots are encrypted", "RDS スナップショットは暗号化されている"),
    why=Text(
        "Whoever gets hold of an unencrypted snapshot reads the database."
        " By hand: copy it with a KMS key, check that the copy restores, delete the original;"
        " of an Aurora cluster, restore into an encrypted cluster and take a new snapshot.",
        "暗号化されていないスナップショットを入手した者は、データベースを読み取れます。"
        "対応: KMS キーを指定してコピーし、復元を確認してから元を削除します。"
        "Aurora クラスターでは、暗号化クラスターへ復元して新しいスナップショットを取得します。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("RDS.4",)),
)
