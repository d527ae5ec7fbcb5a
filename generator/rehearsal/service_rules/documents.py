"""Systems Manager's rules for documents.

https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-creating-content.html
https://docs.aws.amazon.com/general/latest/gr/ssm.html
"""

from typing import Final

from generator.rehearsal.api_call import Call

CONTENT_BYTES: Final = 64 * 1024
RESERVED: Final = ("aws", "amazon", "amzn", "awsec2", "awsconfigremediation", "awssupport")


def content_fits(call: Call) -> None:
    """At most 64 KB."""
    size = len(str(call.parameters["Content"]).encode())
    if size > CONTENT_BYTES:
        raise call.refuse(
            "MaxDocumentSizeExceeded", f"The document is {size} bytes, the maximum size of a document is 64 KB."
        )


def name_is_not_reserved(call: Call) -> None:
    """Names that begin like AWS's own documents are refused."""
    name = str(call.parameters["Name"])
    if name.lower().split("-")[0] in RESERVED:
        raise call.refuse("ValidationException", f"Document name {name} begins with a prefix that is reserved for AWS")
