"""Other people's sites, as small servers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Handler = Callable[..., BaseHTTPRequestHandler]


@contextmanager
def served(handler: Handler, host: str = "127.0.0.1") -> Iterator[str]:
    """The site's address while it is there; `host` is the name by which browsers reach it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{host}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def of_one_page(body: str, policy: str = "") -> Handler:
    """Shows the page at every address, under a content security policy."""
    page = f'<!doctype html><html lang="de"><title>Stadt</title><main>{body}</main>'.encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    return Site
