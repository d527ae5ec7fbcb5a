"""What the site under test is made for, and the names of the pages that it must have."""

from generator import registry

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"
LANGUAGES = ("en", "ja")
ARTICLES, CONTROLS = (
    sorted(registry.articles()),
    [each.lower().replace("_", "-") for each in sorted(registry.controls())],
)
