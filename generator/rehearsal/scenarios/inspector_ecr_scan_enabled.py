"""Inspector's scans of container images: off, on already, and off while the others are on."""

from generator.rehearsal.service_doubles.inspector_scans import inspector_scenario

SCENARIO = inspector_scenario("ECR")
