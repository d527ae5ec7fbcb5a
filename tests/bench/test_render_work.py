from generator import registry
from generator.render import render
from generator.render.composition import composed
from tests.bench.render_work import as_troposphere_writes


def test_troposphere_writes_the_article_of_most_parts_too() -> None:
    found = registry.articles()
    name = max(found, key=lambda each: len(found[each].composes))
    written = as_troposphere_writes(composed(found[name], found))
    # It writes no comments, and every mapping on lines of its own.
    assert 0.5 < len(written) / render(name, found).bytes < 2
