"""From a checkout to the release of it for one bucket: the committed files, and pages whose links lead to that bucket."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.catalogue.edition import edition
from generator.catalogue.site import site
from generator.publish.bucket import Bucket
from generator.publish.checkout import Checkout, checkout
from generator.publish.checks import require_ready
from generator.publish.links import base_url
from generator.publish.release import Release, release
from generator.publish.versions import chosen
from generator.render import Template


@dataclass(frozen=True)
class Prepared:
    """A commit that may be published, under its version."""

    root: Path
    version: str
    checkout: Checkout
    templates: Mapping[str, Template]

    def release(self, bucket: Bucket, prefix: str) -> Release:
        """Everything that is published; ``prefix`` ends with a slash or is empty."""
        return release(self.version, self.checkout, self._pages(bucket, prefix))

    def _pages(self, bucket: Bucket, prefix: str) -> dict[str, bytes]:
        home = bucket.url(f"{prefix}{self.version}")
        told = edition(self.root, base_url(bucket, prefix, self.version), home)
        made = site(self.templates, replace(told, version=self.version), self.root)
        return {path: text.encode() for path, text in made.items()}


def prepared(root: Path, version: str | None) -> Prepared:
    """The checkout at ``root`` as it may be published; BadInput for the first check that fails, before any call to AWS."""
    found = checkout(root)
    wanted = chosen(version, found.tags)
    return Prepared(root, wanted, found, require_ready(root))
