"""The headers with which objects are served: their media types, and how long they may be kept.

https://www.iana.org/assignments/media-types/media-types.xhtml
"""

from pathlib import PurePosixPath
from typing import Final

from generator.model.errors import BadInput

IMMUTABLE: Final = "max-age=31536000, immutable"
"""For what never changes: everything in the folder of a version."""
SHORT: Final = "max-age=60"
"""For what moves: everything in ``latest/``."""

_TYPES: Final = {
    # application/yaml is registered too, and browsers save it to a file where they show text.
    ".yaml": "text/yaml; charset=utf-8",
    ".yml": "text/yaml; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}


def content_type(path: str) -> str:
    """The media type of a file, by its ending; BadInput for an ending that has none here."""
    ending = PurePosixPath(path).suffix.lower()
    if ending not in _TYPES:
        raise BadInput(path, f"no media type is known for {ending or 'a name without ending'}", "Publish another kind")
    return _TYPES[ending]
