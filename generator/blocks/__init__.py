"""Noun phrases that yield resources."""
