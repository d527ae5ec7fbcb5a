"""What the site is made for: the version, where its templates are published, and where the site itself will stand."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator.knowledge.regions import region
from generator.launch_url import template_url
from generator.model import BadInput

DEFAULT_REGION = "us-east-1"
_HOST_REGION = re.compile(r"https://(?:[^/]+\.)?s3[.-](?P<region>[a-z0-9-]+)\.amazonaws\.")


@dataclass(frozen=True)
class Edition:
    """``base_url`` is the S3 folder of the templates, ``site_url`` that of the pages; both without a slash at the end, or empty."""

    version: str
    date: str
    commit: str
    base_url: str = ""
    site_url: str = ""

    @property
    def region(self) -> str:
        """The Region of the links that need no JavaScript: that of the bucket."""
        match = _HOST_REGION.match(self.base_url)
        return region(match["region"]).code if match else DEFAULT_REGION


def edition(root: Path, base_url: str | None, site_url: str | None) -> Edition:
    """The edition of the commit that ``root`` is at; BadInput for URLs that no link could use."""
    if base_url:
        # Raises for what the console would refuse, before a page is made.
        template_url(base_url, "config")
    if site_url and not re.fullmatch(r"https?://[!-~]+", site_url):
        raise BadInput("--site-url", f"{site_url!r} is no URL", "Write it as https://<host>/<path>")
    date, commit = _commit(root)
    return Edition(
        version=_version(root),
        date=date,
        commit=commit,
        base_url=(base_url or "").rstrip("/"),
        site_url=(site_url or base_url or "").rstrip("/"),
    )


def _version(root: Path) -> str:
    match = re.search(r'^version = "([^"]+)"$', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    if match is None:
        raise BadInput("pyproject.toml", "it has no version", 'Write version = "1.0.0" under [project]')
    return match[1]


def _commit(root: Path) -> tuple[str, str]:
    """Date and short id of the commit; empty where ``root`` is no git checkout, such as an unpacked archive."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--date=format:%Y-%m-%d", "--format=%cd %h", "--abbrev=12"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "", ""
    date, _, commit = done.stdout.strip().partition(" ")
    return date, commit
