import re

from generator.knowledge.source_keys import DOCUMENTED


def test_every_service_has_the_page_that_tells_of_it() -> None:
    assert all(page.startswith("https://docs.aws.amazon.com/") for page in DOCUMENTED.values())
    assert all(re.fullmatch(r"[a-z0-9.-]+", service) for _, service in DOCUMENTED)


def test_what_eventbridge_does_not_send_is_not_asked_for() -> None:
    assert ("key", "events") not in DOCUMENTED
    assert ("topic", "events") not in DOCUMENTED
