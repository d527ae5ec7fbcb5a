"""Log file validation of trails: off, off in a trail of another Region, on already, and a trail that is exempt."""

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_trail import exempt, make_trail, trail_case

KEYS = ("LogFileValidationEnabled",)


SCENARIO = Scenario(
    (
        trail_case("by ARN", lambda session: make_trail(session, "plain"), keys=KEYS),
        trail_case("by name", lambda session: make_trail(session, "named") and "named", keys=KEYS),
        trail_case(
            "of another Region",
            lambda session: make_trail(session, "far", region="eu-west-1", IsMultiRegionTrail=True),
            keys=KEYS,
        ),
        trail_case(
            "on already",
            lambda session: make_trail(session, "signed", EnableLogFileValidation=True),
            keys=KEYS,
            ends=Ends.UNCHANGED,
        ),
        trail_case(
            "exempt trail", lambda session: exempt(session, make_trail(session, "other")), keys=KEYS, ends=Ends.EXEMPT
        ),
    )
)
