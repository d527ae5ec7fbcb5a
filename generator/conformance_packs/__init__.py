"""Conformance packs: the rules of the controls by theme, as documents that AWS Config deploys by itself."""
