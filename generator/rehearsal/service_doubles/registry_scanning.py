"""What Amazon ECR refuses of a registry's scanning configuration, and moto takes.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html
"""

from typing import Final

from generator.rehearsal.api_call import Call


def put_registry_scanning_configuration(call: Call) -> None:
    """Each frequency once, and no continuous scan that is BASIC; moto does the rest."""
    rules = call.parameters.get("rules", [])
    frequencies = [rule["scanFrequency"] for rule in rules]
    kind = call.parameters.get("scanType", "BASIC")
    problem = ""
    if len(set(frequencies)) < len(frequencies):
        problem = f"Invalid input. Contains duplicate scan frequencies: {frequencies}"
    elif kind == "BASIC" and "CONTINUOUS_SCAN" in frequencies:
        problem = "Invalid scan frequency for scanType BASIC: CONTINUOUS_SCAN"
    if problem:
        raise call.refuse("InvalidParameterException", problem)


DOUBLES: Final = {("ecr", "PutRegistryScanningConfiguration"): put_registry_scanning_configuration}
