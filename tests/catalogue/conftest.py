from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from generator.build.outputs import ROOT, templates
from generator.catalogue.edition import edition
from generator.catalogue.site import site
from generator.catalogue.writing import write_site
from generator.render import Template

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"


@pytest.fixture(scope="session")
def rendered_articles() -> dict[str, Template]:
    return templates()


@pytest.fixture(scope="session")
def files(rendered_articles: Mapping[str, Template]) -> dict[str, str]:
    return site(rendered_articles, edition(ROOT, BASE, "https://example.com/catalogue"), ROOT)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(files: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, files)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()
