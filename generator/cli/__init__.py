"""The command ``baseline``: one file in ``commands/`` per subcommand, no logic of its own."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

COMMANDS = Path(__file__).parent / "commands"


class Baseline(click.Group):
    """Finds its commands by their files, and ends bad input in one line and exit status 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the files, as commands are written."""
        return sorted(path.stem.replace("_", "-") for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The ``command`` of the file, imported when it is asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"generator.cli.commands.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the user got wrong is said in one line."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            message = _message(error)
            if message is None:
                raise
            click.echo(f"baseline: {message}", err=True)
            ctx.exit(2)


EXTRAS = {
    "cfnlint": "lint",
    "boto3": "aws",
    "botocore": "aws",
    "rich": "aws",
    "moto": "rehearsal",
    "policy_sentry": "rehearsal",
}
"""What a command needs beside the core, by the extra that installs it."""


def _message(error: Exception) -> str | None:
    """The line for what the user can mend; ``None`` for a fault of ours."""
    # Imported only now: ``--help`` needs neither, and they bring troposphere.
    from generator.knowledge.unknown import UnknownName
    from generator.model import BadInput

    if isinstance(error, ModuleNotFoundError) and error.name in EXTRAS:
        return f"the command needs {error.name}. Install account-baseline[{EXTRAS[error.name]}]"
    return str(error) if isinstance(error, BadInput | UnknownName) else None


@click.command(cls=Baseline, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="account-baseline", prog_name="baseline")
@click.pass_context
def main(ctx: click.Context) -> None:
    """CloudFormation templates for a secure, robust AWS account.

    Exit status: 0 done, 1 findings or out of date, 2 wrong use.
    """
    # Imported only now: ``--help`` makes little that could be garbage.
    from generator.garbage_collection import not_collected_at_the_end, rarely_collected

    ctx.with_resource(rarely_collected())
    not_collected_at_the_end()
