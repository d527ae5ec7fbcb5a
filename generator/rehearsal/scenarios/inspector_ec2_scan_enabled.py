"""Inspector's scans of EC2 instances: off, on already, and off while the others are on."""

from generator.rehearsal.service_doubles.inspector_scans import inspector_scenario

SCENARIO = inspector_scenario("EC2")
