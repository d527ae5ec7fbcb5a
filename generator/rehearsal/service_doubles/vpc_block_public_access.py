"""Block public access for the VPCs of an account and Region, which moto does not have.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcBlockPublicAccessOptions.html
"""

from typing import Final

from generator.rehearsal.api_call import Answer, Call, Double

STORE: Final = "VPC block public access"
MODE: Final = "InternetGatewayBlockMode"


def describe(call: Call) -> Answer:
    """The mode; nothing is blocked from the start."""
    mode = call.account.store(STORE).get(MODE)
    return {
        "VpcBlockPublicAccessOptions": {
            "AwsAccountId": call.account.account_id,
            "AwsRegion": call.account.region,
            "ExclusionsAllowed": "allowed",
            MODE: mode or "off",
            "ManagedBy": "account",
            "State": "update-complete" if mode else "default-state",
        }
    }


def modify(call: Call) -> Answer:
    """AWS takes minutes; CloudFormation waits for it."""
    call.account.store(STORE)[MODE] = call.parameters[MODE]
    return describe(call)


DOUBLES: Final[dict[tuple[str, str], Double]] = {
    ("ec2", "DescribeVpcBlockPublicAccessOptions"): describe,
    ("ec2", "ModifyVpcBlockPublicAccessOptions"): modify,
}
