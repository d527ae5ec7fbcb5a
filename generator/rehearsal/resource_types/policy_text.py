"""Documents that CloudFormation takes as a mapping or as text and the APIs only as text."""

import json
from typing import Any


def policy_text(document: Any) -> str:
    """The document as JSON; text is passed on as it is."""
    return document if isinstance(document, str) else json.dumps(document)
