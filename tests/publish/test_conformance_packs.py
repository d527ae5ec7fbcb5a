from generator.publish.checkout import Checkout
from generator.publish.manifest import article_of
from generator.publish.release import release

PACK = "templates/conformance-packs/cis-5.0.0.yaml"
INDEX = "templates/conformance-packs/regions.json"
LAUNCH = "templates/conformance-packs/launch/account.yaml"


def test_packs_are_published_but_are_no_stacks_to_launch() -> None:
    files = {PACK: b"pack", INDEX: b"{}", LAUNCH: b"launch", "templates/config.yaml": b"config"}
    made = release("1.2.3", Checkout("c" * 40, (), files))
    assert {PACK, INDEX, LAUNCH} <= set(made.objects)
    assert sorted(made.templates) == ["config", "conformance-packs/launch/account"]
    assert {path: article_of(path) for path in files} == {
        PACK: None,
        INDEX: None,
        LAUNCH: None,
        "templates/config.yaml": "config",
    }
