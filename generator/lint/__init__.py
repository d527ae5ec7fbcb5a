"""Findings of cfn-lint in templates."""
