"""Storage of RDS DB instances is encrypted; an instance has to be replaced for it, which a person plans.

https://docs.aws.amazon.com/config/latest/developerguide/rds-storage-encrypted.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="RDS_STORAGE_ENCRYPTED",
    title=Text("Storage of RDS DB instances is encrypted", "RDS DB インスタンスのストレージは暗号化されている"),
    why=Text(
        "Unencrypted storage keeps the data, its backups and its snapshots in plain text."
        " By hand, with an outage: take a snapshot, copy it with a KMS key, restore a new instance from the copy,"
        " point the clients to it, delete the old one.",
        "暗号化されていないストレージでは、データ、バックアップ、スナップショットが平文のまま保存されます。"
        "対応(停止を伴う): スナップショットを KMS キー付きでコピーし、そこから新しいインスタンスを復元し、"
        "接続先を切り替えて、古いものを削除します。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("RDS.3",), cis={"1.4.0": ("2.3.1",), "3.0.0": ("2.3.1",), "5.0.0": ("2.2.1",)}),
)
