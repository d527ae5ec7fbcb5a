"""What programs read beside the pages: sitemap.xml and the Atom feed of releases.

https://www.sitemaps.org/protocol.html
https://www.rfc-editor.org/rfc/rfc4287
"""

from collections.abc import Sequence

from markupsafe import escape

from generator.catalogue.edition import Edition
from generator.catalogue.releases import Release
from generator.catalogue.words import LANGUAGES

TAG = "tag:account-baseline,2026"


def sitemap(pages: Sequence[str], edition: Edition) -> str:
    """Every page with its other language; ``pages`` are paths below a language, and the edition must have a ``site_url``."""
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    rows.append(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    for page in pages:
        for language in LANGUAGES:
            rows.append(f"<url><loc>{escape(edition.site_url)}/{language}/{escape(page)}</loc>")
            rows += [
                f'<xhtml:link rel="alternate" hreflang="{each}" href="{escape(edition.site_url)}/{each}/{escape(page)}"/>'
                for each in LANGUAGES
            ]
            rows.append("</url>")
    rows.append("</urlset>")
    return "\n".join(rows) + "\n"


def feed(releases: Sequence[Release], edition: Edition) -> str:
    """The releases that have a date, and the edition where none has; links are relative to the feed."""
    dated = [release for release in releases if release.date]
    newest = dated[0].date if dated else edition.date
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        "<title>account-baseline</title>",
        f"<id>{TAG}:releases</id>",
        f"<updated>{newest or '1970-01-01'}T00:00:00Z</updated>",
        "<author><name>account-baseline</name></author>",
        '<link rel="alternate" href="en/about.html"/>',
    ]
    for release in dated:
        rows += [
            "<entry>",
            f"<title>{escape(release.version)}</title>",
            f"<id>{TAG}:{escape(release.version)}</id>",
            f"<updated>{release.date}T00:00:00Z</updated>",
            f'<link rel="alternate" href="en/about.html#release-{escape(release.version.lower())}"/>',
            f"<content>{escape('; '.join(release.changes))}</content>",
            "</entry>",
        ]
    return "\n".join([*rows, "</feed>"]) + "\n"
