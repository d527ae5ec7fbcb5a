"""The strict account as a server on 127.0.0.1, for any SDK, the AWS command line or taskcat.

https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
"""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from generator.model.errors import BadInput
from generator.rehearsal.account import StrictAccount

if TYPE_CHECKING:
    from werkzeug.serving import BaseWSGIServer

HOST: Final = "127.0.0.1"


def serve(port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``on_ready`` gets the endpoint URL. BadInput if the port is taken."""
    from generator.rehearsal.served_calls import judged

    with StrictAccount() as account, judged(account), _listening(port) as listener:
        server = _server(listener, account)
        # A shell starts background jobs with SIGINT ignored: both signals are set.
        previous = {number: signal.signal(number, _interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            on_ready(f"http://{HOST}:{server.port}")
            server.serve_forever()
        except KeyboardInterrupt:
            # SIGTERM may come before the server listens for it.
            pass
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
            server.server_close()


@contextmanager
def background_server(account: StrictAccount, port: int = 0) -> Iterator[str]:
    """Serve an account that is already entered from a thread; gives the endpoint URL. BadInput if the port is taken."""
    from generator.rehearsal.served_calls import judged

    with judged(account), _listening(port) as listener:
        server = _server(listener, account)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """werkzeug prints and exits when a port is taken; our own socket says so properly."""
    if not 0 <= port <= 65_535:
        raise BadInput(f"--port {port}", "a port is a number from 0 (any free one) to 65535", "Give another port")
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        raise BadInput(
            f"--port {port}", f"cannot listen on {HOST}:{port}: {error}", "End what uses it, or give another port"
        ) from error
    with listener:
        yield listener


def _server(listener: socket.socket, account: StrictAccount) -> "BaseWSGIServer":
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    class QuietHandler(MotoRequestHandler):
        """No line per request on the terminal."""

        def log(self, type: str, message: str, *args: Any) -> None:
            return None

    # The account answers CloudFormation already: entering it installed the API that the application looks up.
    if not account.entered:
        raise RuntimeError("background_server needs an account that is entered: with StrictAccount() as account")
    application = DomainDispatcherApplication(create_backend_app)
    port = listener.getsockname()[1]
    return make_server(HOST, port, application, threaded=True, request_handler=QuietHandler, fd=listener.fileno())
