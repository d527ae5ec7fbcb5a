"""How the strict account refuses a request before it makes anything.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
"""


class RequestRefused(Exception):
    """A CloudFormation request that AWS would answer with an error; ``code`` is the API's error code."""

    def __init__(self, message: str, code: str = "ValidationError") -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")
