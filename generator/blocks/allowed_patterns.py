"""What texts that many templates ask for look like, as ``AllowedPattern`` takes them: the whole value has to match.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

ACCOUNT_ID_PATTERN = "[0-9]{12}"
BUCKET_NAME_PATTERN = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
KMS_KEY_ARN_PATTERN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+"
REGION_CODE_PATTERN = "[a-z]{2,4}(-[a-z]+)+-[0-9]"


def or_nothing(pattern: str) -> str:
    """One, or nothing."""
    return f"^({pattern})?$"


def some_or_nothing(pattern: str) -> str:
    """Some with commas and no spaces between, or nothing."""
    return f"^({pattern}(,{pattern})*)?$"
