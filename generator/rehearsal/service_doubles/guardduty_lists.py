"""The lists of a GuardDuty detector: one trusted list of each form, a few threat lists, each an object that must be there.

https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_limits.html
"""

from collections.abc import Callable
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call

MOST: Final = {"IPSet": 1, "ThreatIntelSet": 6, "TrustedEntitySet": 1, "ThreatEntitySet": 6}
"""Operations' word for each kind, with how many of it a detector may have."""
IDS: Final = {kind: f"{kind[:1]}{kind[1:].replace('PSet', 'pSet')}Id" for kind in MOST}
"""What botocore calls the id of each: ``IpSetId``."""


def of_detector(call: Call, what: str) -> dict[str, Any]:
    """The store of ``what`` of the detector that the call names; a detector that is not there is refused."""
    detector = str(call.parameters["DetectorId"])
    if detector not in call.account.client("guardduty").list_detectors()["DetectorIds"]:
        raise call.refuse(
            "BadRequestException", "The request is rejected because the input detectorId is not owned by the account."
        )
    return call.account.store(f"guardduty {what} {detector}")


def new_id(store: dict[str, Any], call: Call) -> str:
    """32 hexadecimal digits, the same on every run."""
    import hashlib

    return hashlib.md5(f"{call.operation} {len(store)}".encode(), usedforsecurity=False).hexdigest()


def _create(kind: str) -> Callable[[Call], Answer]:
    def create(call: Call) -> Answer:
        store = of_detector(call, kind)
        if len(store) >= MOST[kind]:
            raise call.refuse("BadRequestException", f"The request is rejected because the {kind} limit is reached.")
        if any(each["Name"] == call.parameters["Name"] for each in store.values()):
            raise call.refuse("BadRequestException", f"The request is rejected because the {kind} name is taken.")
        made = new_id(store, call)
        store[made] = dict(call.parameters)
        return {IDS[kind]: made}

    return create


def _get(kind: str) -> Callable[[Call], Answer]:
    def get(call: Call) -> Answer:
        found = _found(call, kind)
        read = "ACTIVE" if _readable(call, str(found["Location"])) else "ERROR"
        status = read if found["Activate"] else "INACTIVE"
        return {"Name": found["Name"], "Format": found["Format"], "Location": found["Location"], "Status": status}

    return get


def _update(kind: str) -> Callable[[Call], Answer]:
    def update(call: Call) -> Answer:
        _found(call, kind).update(call.parameters)
        return {}

    return update


def _delete(kind: str) -> Callable[[Call], Answer]:
    def delete(call: Call) -> Answer:
        _found(call, kind)
        del of_detector(call, kind)[str(call.parameters[IDS[kind]])]
        return {}

    return delete


def _found(call: Call, kind: str) -> dict[str, Any]:
    found: dict[str, Any] | None = of_detector(call, kind).get(str(call.parameters[IDS[kind]]))
    if found is None:
        raise call.refuse("BadRequestException", f"The request is rejected because there is no such {kind}.")
    return found


def _readable(call: Call, location: str) -> bool:
    """Of the forms of a location that GuardDuty takes only ``s3://`` is known here."""
    from botocore.exceptions import ClientError

    bucket, _, key = location.removeprefix("s3://").partition("/")
    try:
        call.account.client("s3").head_object(Bucket=bucket, Key=key)
    except ClientError:
        return False
    return True


DOUBLES: Final = {
    ("guardduty", f"{verb}{kind}"): double(kind)
    for kind in MOST
    for verb, double in (("Create", _create), ("Get", _get), ("Update", _update), ("Delete", _delete))
}
