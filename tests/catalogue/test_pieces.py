import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.compose import compose
from generator.catalogue.article_facts import cost_kind
from generator.catalogue.checklists import gaps, the_anti_patterns, trusted_advisor
from generator.catalogue.diagram import diagram
from generator.catalogue.highlight import highlighted
from generator.catalogue.iam_actions import grants
from generator.catalogue.releases import releases
from generator.registry import articles
from generator.render import Template, render

LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30), min_size=1, max_size=8
)


def plain(marked: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


@given(LINES)
def test_highlighting_changes_no_character(lines: list[str]) -> None:
    text = "\n".join(["Key: value", *lines, "Last: 1"]) + "\n"
    assert plain(highlighted(text)) == text


def test_keys_comments_tags_and_blocks_are_told_apart() -> None:
    marked = highlighted("# why\nA: !Ref B\nC: |-\n  D: text\nE: 'no !Tag'\n").split("\n")
    assert '<span class="c"># why</span>' in marked[0]
    assert '<span class="k">A</span>: <span class="t">!Ref</span> B' in marked[1]
    assert '<span class="s">  D: text</span>' in marked[3]
    assert '<span class="t">' not in marked[4]


@pytest.mark.parametrize("name", sorted(articles()))
def test_a_diagram_shows_every_resource_or_type_once_and_nothing_overlaps(name: str) -> None:
    template = render(name, articles())
    drawn = diagram(template.resources)
    wanted = {str(body["Type"]) for body in template.resources.values()} if drawn.by_type else set(template.resources)
    assert {box.name for box in drawn.boxes} == wanted
    assert len({(box.x, box.y) for box in drawn.boxes}) == len(drawn.boxes)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - drawn.box[0]
        assert 0 <= box.y <= drawn.height - drawn.box[1]
    columns: dict[int, list[int]] = {}
    for box in drawn.boxes:
        columns.setdefault(box.x, []).append(box.y)
    for rows in columns.values():
        assert all(lower - upper >= drawn.box[1] for upper, lower in zip(sorted(rows), sorted(rows)[1:], strict=False))


def test_grants_are_complete_and_leave_trust_and_denials_aside() -> None:
    resources = {
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]},
                "ManagedPolicyArns": [{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}],
                "Policies": [
                    {
                        "Fn::If": [
                            "C",
                            {"PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["s3:B", "s3:A"]}]}},
                            "x",
                        ]
                    },
                    {"PolicyDocument": {"Statement": [{"Effect": "Deny", "Action": "s3:Z"}]}},
                ],
            },
        },
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {}},
    }
    (found,) = grants(resources)
    assert found.actions == ("s3:A", "s3:B")
    assert found.managed == ("ReadOnlyAccess",)
    assert found.to_role


def test_both_lists_are_whole_and_their_gaps_are_shown() -> None:
    assert [line.key for line in the_anti_patterns()] == [str(number) for number in range(1, 22)]
    assert gaps(the_anti_patterns()) == 1
    lines = trusted_advisor()
    assert len({line.key for line in lines}) == len(lines) == 17
    assert gaps(lines) == 2
    assert all(line.words for line in (*the_anti_patterns(), *lines) if not line.controls)


def test_costs_are_sorted_by_what_their_sentences_say() -> None:
    assert cost_kind("Free: nothing.") == "free"
    assert cost_kind("Nothing until a scan is chosen; then by instance.") == "chosen"
    assert cost_kind("USD 0.001 per rule evaluation.") == "use"


def test_the_changelog_is_read_as_it_is_kept(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "CHANGELOG.md").write_text(
        "# Changelog\n\n## [1.1.0] - 2026-12-01\n\n- One\n  goes on.\n- Two.\n\n## 1.0.0\n"
    )
    first, second = releases(folder)
    assert (first.version, first.date, first.changes) == ("1.1.0", "2026-12-01", ("One goes on.", "Two."))
    assert (second.version, second.date, second.changes) == ("1.0.0", "", ())
    assert releases(folder / "nowhere") == ()


def test_a_composed_template_can_be_drawn() -> None:
    made: Template = compose(["s3-bucket-versioning-enabled"])
    assert len(diagram(made.resources).boxes) == len(made.resources)
