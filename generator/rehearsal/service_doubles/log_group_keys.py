"""Another key for a log group that is there, or none, which moto does not have.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call, Double


def associate(call: Call) -> Answer:
    """What was written before keeps its key; what comes gets the new one."""
    _group(call).kms_key_id = call.parameters["kmsKeyId"]
    return {}


def disassociate(call: Call) -> Answer:
    """What comes is encrypted by CloudWatch Logs itself."""
    _group(call).kms_key_id = None
    return {}


def _group(call: Call) -> Any:
    from moto.logs.models import logs_backends

    groups = logs_backends[call.account.account_id][call.account.region].groups
    name = str(call.parameters["logGroupName"])
    if name not in groups:
        raise call.refuse("ResourceNotFoundException", "The specified log group does not exist.")
    return groups[name]


DOUBLES: Final[dict[tuple[str, str], Double]] = {
    ("logs", "AssociateKmsKey"): associate,
    ("logs", "DisassociateKmsKey"): disassociate,
}
