from generator.build.outputs import ROOT, templates
from generator.build.readme import table, with_part


def test_the_table_has_a_row_per_template_in_both_languages() -> None:
    rendered = templates()
    for language in ("en", "ja"):
        rows = table(rendered, language).splitlines()[2:]
        assert [row.split("]")[0] for row in rows] == [f"| [{name}" for name in rendered]
    assert "AWS Config" in table(rendered, "en")
    assert "履歴とスナップショット" in table(rendered, "ja")


def test_only_the_part_between_the_markers_changes() -> None:
    text = "before\n<!-- begin generated: x -->\nold\n<!-- end generated: x -->\nafter\n"
    assert with_part(text, "x", r"new \1", "F") == (
        "before\n<!-- begin generated: x -->\nnew \\1\n<!-- end generated: x -->\nafter\n"
    )


def test_every_command_of_the_readme_is_there() -> None:
    from generator.cli import COMMANDS

    names = {path.stem.replace("_", "-") for path in COMMANDS.glob("[a-z]*.py")}
    for readme in ("README.md", "README.ja.md"):
        words = (ROOT / readme).read_text().split(".venv/bin/baseline ")[1:]
        assert {each.split()[0].strip(')"') for each in words} - {"--help"} <= names
