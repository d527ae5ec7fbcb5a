"""Default encryption of a bucket: none, as before 2023, with SSE-S3, and with a key."""

from typing import Any

from generator.rehearsal.scenario import Ends, Scenario
from generator.rehearsal.scenario_bucket import absent, bucket_case, exempt, untouched


def encrypted(algorithm: str) -> Any:
    """Encrypt by default."""

    def prepare(client: Any, bucket: str) -> None:
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}
        client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})

    return prepare


def state(client: Any, bucket: str) -> Any:
    """The default encryption; None where there is none."""
    code = "ServerSideEncryptionConfigurationNotFoundError"
    return absent(code, client.get_bucket_encryption, Bucket=bucket)


SCENARIO = Scenario(
    (
        bucket_case("not encrypted", untouched, state=state, compliant=bool),
        bucket_case("encrypted by s3", encrypted("AES256"), state=state, compliant=bool, ends=Ends.UNCHANGED),
        bucket_case("encrypted by a key", encrypted("aws:kms"), state=state, compliant=bool, ends=Ends.UNCHANGED),
        bucket_case("exempt bucket", exempt, state=state, compliant=bool, ends=Ends.EXEMPT),
    )
)
