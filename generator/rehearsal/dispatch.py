"""moto's dispatch of a request to a method, without looking through the service's class anew for each request."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from moto.core import responses
from moto.core.utils import method_names_from_class

_method_names = cache(method_names_from_class)


@contextmanager
def methods_found_once() -> Iterator[None]:
    """While it lasts, the names of a service's methods are kept."""
    with patch.object(responses, "method_names_from_class", _method_names):
        yield
