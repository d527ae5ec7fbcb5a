"""Redshift clusters have no public address; the runbook takes it away, and can give one back.

https://docs.aws.amazon.com/config/latest/developerguide/redshift-cluster-public-access-check.html
"""

from typing import Any

from awacs import redshift

from generator.blocks.policy import allow
from generator.blocks.redshift_cluster import CLUSTER_INPUTS, EVERY_CLUSTER, THE_CLUSTER, cluster, tags
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether the cluster is public, and the Elastic IP address that somebody chose for it."""
    found = cluster(events)
    address = found.get("ElasticIpStatus", {}).get("ElasticIp") if found["PubliclyAccessible"] else None
    return {"PubliclyAccessible": found["PubliclyAccessible"], "ElasticIp": address}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It is not public."""
    return state["PubliclyAccessible"] is False


def modify(events: Events, context: object) -> None:
    """Ask for what ``Wanted`` or ``Restore`` holds once the cluster takes changes, and wait until it shows."""
    import json
    import time

    import boto3

    client, name, asked = boto3.client("redshift"), events["ClusterIdentifier"], False
    wanted = json.loads("".join(events["Restore"])) if "Restore" in events else events["Wanted"]
    given = {key: value for key, value in wanted.items() if value is not None}
    for _ in range(36):
        if not asked:
            try:
                client.modify_cluster(ClusterIdentifier=name, **given)
                asked = True
            except client.exceptions.InvalidClusterStateFault as error:
                print(error)
        state = read(events)
        if asked and all(state[key] == value for key, value in given.items()):
            return
        time.sleep(15)
    raise ValueError(f"{name} has not taken the change in nine minutes: {cluster(events)['ClusterStatus']}")


CONTROL = Control(
    identifier="REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK",
    title=Text("Redshift clusters are not publicly accessible", "Redshift クラスターはパブリックアクセス不可"),
    why=Text(
        "A warehouse with a public address is one open security group away from everybody on the internet.",
        "パブリックアドレスを持つデータウェアハウスは、セキュリティグループの設定を一つ誤るだけで誰からでも接続できます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.APPROVE,
    danger=Text(
        "A repair cuts off clients that connect over the internet, such as BI tools.",
        "修復すると、BI ツールなどインターネット経由のクライアントが切断されます。",
    ),
    framework=Framework(security_hub=("Redshift.1",)),
    runbook=Runbook(
        name="DisableRedshiftPublicAccess",
        description=(
            "Takes the public address from a cluster, at once. Restore gives it one again: the Elastic IP address that it"
            " had, or else a new address of AWS."
        ),
        inputs=CLUSTER_INPUTS,
        undo=Text(
            "Public access, with the same Elastic IP address if there was one.",
            "パブリックアクセスの設定(Elastic IP アドレスがあれば同じもの)。",
        ),
        steps=state_steps(
            StateFunctions(read=read, complies=complies, repair=modify, restore=modify, tags=tags, shared=(cluster,)),
            payload=THE_CLUSTER | {"Wanted": {"PubliclyAccessible": False}},
        ),
        permissions=(allow(redshift.DescribeClusters, redshift.ModifyCluster, on=EVERY_CLUSTER),),
    ),
)
