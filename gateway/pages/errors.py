"""Failures as pages in German that say what happened and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from litestar import MediaType, Response
from litestar.exceptions import HTTPException, InternalServerException
from litestar.response import Redirect

from gateway.auth.preview_tokens import PreviewEnded
from gateway.links import EMBED_PATH
from gateway.pages.content import Withdrawn
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site, caller_of
from shared.contracts.errors import HubError

_LEFT = "client disconnected prematurely"
"""Litestar's word, and all that tells this failure from others of its class."""

Handler = Callable[[PageRequest, Exception], Response[object]]


@dataclass(frozen=True, slots=True)
class Wording:
    title: str
    text: str


WORDINGS = {
    400: Wording(
        "Das haben wir nicht verstanden",
        "Die Adresse oder das Formular enthält etwas, womit diese Seite nicht umgehen kann. "
        "Bitte prüfen Sie Ihre Eingabe.",
    ),
    401: Wording("Bitte melden Sie sich an", "Diese Seite ist nur für die Redaktion."),
    403: Wording(
        "Dafür fehlt Ihnen das Recht",
        "Ihr Konto darf das nicht. Wenn Sie es brauchen, wenden Sie sich an die Redaktionsleitung.",
    ),
    404: Wording(
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse vertippt oder der Link veraltet. "
        "Über die Start- und die Listenseiten finden Sie alles, was veröffentlicht ist.",
    ),
    405: Wording(
        "So lässt sich diese Seite nicht aufrufen",
        "Bitte gehen Sie zurück und benutzen Sie die Knöpfe auf der Seite.",
    ),
    409: Wording(
        "Jemand war schneller",
        "Der Inhalt wurde inzwischen geändert. Bitte laden Sie die Seite neu.",
    ),
    410: Wording(
        "Dieser Inhalt wurde zurückgezogen", "Die Redaktion hat ihn von der Seite genommen."
    ),
    413: Wording(
        "Das ist zu groß",
        "Was Sie geschickt haben, ist größer als erlaubt. Es wurde nichts gespeichert.",
    ),
    429: Wording(
        "Das waren zu viele Versuche",
        "Bitte warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.",
    ),
    500: Wording(
        "Da ist bei uns etwas schiefgegangen",
        "Das liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal. Wenn es wieder geschieht, "
        "schreiben Sie uns und nennen Sie die Kennung.",
    ),
    503: Wording(
        "Gerade nicht erreichbar",
        "Ein Teil des Angebots antwortet nicht. "
        "Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    ),
}
PREVIEW_ENDED = Wording(
    "Diese Vorschau ist nicht mehr gültig",
    "Der Link ist unvollständig oder älter als sechs Stunden. "
    "Bitte öffnen Sie die Vorschau noch einmal aus der Redaktion.",
)


def wants_page(request: PageRequest) -> bool:
    """Whether a person with a browser asks, and not a program."""
    return "text/html" in request.headers.get("accept", "")


def _has_left(error: Exception) -> bool:
    """The client went away before it had sent everything; nobody reads the answer."""
    return isinstance(error, InternalServerException) and error.detail == _LEFT


def _status(error: Exception) -> int:
    if _has_left(error):
        return 400
    if isinstance(error, HubError):
        return STATUS_OF_CODE.get(error.code, 500)
    return error.status_code if isinstance(error, HTTPException) else 500


def _wording(error: Exception) -> Wording:
    if isinstance(error, PreviewEnded):
        return PREVIEW_ENDED
    status = _status(error)
    return WORDINGS.get(status) or WORDINGS[500 if status >= 500 else 400]


def _page(site: Site, request: PageRequest, error: Exception, incident: str) -> Response[str]:
    status, framed = _status(error), request.url.path.startswith(EMBED_PATH)
    template = "embed/error.html" if framed else "error.html"
    page = site.page(
        request, template, status=status, code=status, wording=_wording(error), incident=incident,
        withdrawn=error.withdrawal if isinstance(error, Withdrawn) else None,
    )  # fmt: skip
    if isinstance(error, HTTPException):
        page.headers.update(error.headers or {})
    return page


def _sentence(error: Exception) -> str:
    if isinstance(error, HubError):
        return error.message
    wording = _wording(error)
    return f"{wording.title}. {wording.text}"


def _for_programs(error: Exception, incident: str) -> Response[dict[str, object]]:
    status = _status(error)
    detail = incident or _sentence(error)
    headers = error.headers if isinstance(error, HTTPException) else None
    body: dict[str, object] = {"status": status, "detail": detail}
    if isinstance(error, HubError):
        body["code"] = error.code
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)


def error_handler(site: Site) -> Handler:
    """One handler for everything that goes wrong; an unexpected failure shows only its id."""

    def handle(request: PageRequest, error: Exception) -> Response[object]:
        incident = site.deps.incident(error) if _status(error) == 500 else ""
        if not wants_page(request):
            return _for_programs(error, incident)  # type: ignore[return-value]
        if _status(error) == 401 and caller_of(request) is None and request.method == "GET":
            return Redirect(f"/anmelden?{urlencode({'weiter': request.url.path})}", status_code=303)
        return _page(site, request, error, incident)  # type: ignore[return-value]

    return handle
