"""What moto has wrong of flow logs: one resource may have several to one destination, for other traffic each.

https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call, Double


def create(call: Call) -> Answer | None:
    """In the place of moto's, where it would take a log of other traffic for the same one."""
    from moto.ec2.models import ec2_backends

    backend: Any = ec2_backends[call.account.account_id][call.account.region]
    given = call.parameters
    others = {key: log for key, log in backend.flow_logs.items() if log.traffic_type != given.get("TrafficType")}
    if not others:
        return None
    kept, backend.flow_logs = backend.flow_logs, {k: v for k, v in backend.flow_logs.items() if k not in others}
    try:
        made, refused = backend.create_flow_logs(
            given["ResourceType"],
            given["ResourceIds"],
            given.get("TrafficType"),
            given.get("DeliverLogsPermissionArn"),
            given.get("LogDestinationType"),
            given.get("LogDestination"),
            given.get("LogGroupName"),
            given.get("LogFormat"),
            given.get("MaxAggregationInterval"),
        )
    finally:
        backend.flow_logs = kept | backend.flow_logs
    unsuccessful = [{"ResourceId": name, "Error": {"Code": code, "Message": why}} for name, code, why in refused]
    return {"FlowLogIds": [log.id for log in made], "Unsuccessful": unsuccessful}


DOUBLES: Final[dict[tuple[str, str], Double]] = {("ec2", "CreateFlowLogs"): create}
