"""The linter: cfn-lint, and rules for what it cannot know."""
