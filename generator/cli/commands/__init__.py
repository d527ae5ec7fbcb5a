"""One file per subcommand, each with a ``command``."""
