"""``python -m generator`` is the command ``baseline``."""

from generator.cli import main

main()
