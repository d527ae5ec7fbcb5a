"""One file per emitted template."""
