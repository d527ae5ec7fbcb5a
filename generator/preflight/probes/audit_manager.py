"""Whether AWS Audit Manager is set up: an assessment needs it.

https://docs.aws.amazon.com/audit-manager/latest/APIReference/API_GetAccountStatus.html
"""

from collections.abc import Iterator

from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::AuditManager::Assessment"


def look(place: Place) -> Iterator[Finding]:
    making = [launch for launch in place.launches if launch.of_type(TYPE)]
    if not making:
        return
    status = place.call("auditmanager", "GetAccountStatus")["status"]
    if status != "ACTIVE":
        text = (
            f"it is {status}, and an assessment needs it: new customers cannot set it up, so leave the assessment out"
        )
        yield Finding(Level.FAILS, "Audit Manager", text, tuple(launch.article for launch in making))


PROBE = Probe(calls=("auditmanager:GetAccountStatus",), types=(TYPE,), look=look)
