"""``baseline serve-aws``: the strict account for any SDK, the AWS CLI or taskcat."""

import click


@click.command()
@click.option("--port", default=5000, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
def command(port: int) -> None:
    """Serve the strict account on 127.0.0.1 until Ctrl-C.

    It is a double of AWS in memory: everything is gone when it ends.
    """
    from generator.rehearsal.server import serve

    serve(port, _ready)


def _ready(endpoint: str) -> None:
    click.echo(
        f"export AWS_ENDPOINT_URL={endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1"
    )
    click.echo("Serving until Ctrl-C.", err=True)
