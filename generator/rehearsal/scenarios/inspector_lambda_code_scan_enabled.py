"""Inspector's scans of the code of Lambda functions: no scan, on already, and off while packages and the others are scanned."""

from generator.rehearsal.service_doubles.inspector_scans import inspector_scenario

SCENARIO = inspector_scenario("LAMBDA_CODE", "LAMBDA")
