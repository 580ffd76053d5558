"""Every kind of page there is: a new one is a line here, and all quality tests visit it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page of the kind; `path` may name what `filled` has made, in braces. `secret`: it holds
    something for one visitor alone and is kept nowhere.
    """

    name: str
    path: str
    status: int = 200
    signed_in: bool = False
    secret: bool = False


PAGE_KINDS = (
    PageKind("start", "/"),
    PageKind("start-english", "/en"),
    PageKind("experiment-english", "/en/experimente/feinstaub-messen"),
    PageKind("search-english", "/en/suche?q=feinstaub"),
    PageKind("list-experiments", "/experimente"),
    PageKind("list-narrowed", "/anleitungen?feld=bildung&sprache=de"),
    PageKind("list-empty", "/videos?sprache=tr"),
    PageKind("experiment", "/experimente/feinstaub-messen"),
    PageKind("experiment-plain", "/experimente/feinstaub-messen-leichte-sprache"),
    PageKind("experiment-bare", "/experimente/{bare}"),
    PageKind("guide", "/anleitungen/loeten-sensorbausatz"),
    PageKind("video", "/videos/{video}"),
    PageKind("search", "/suche?q=feinstaub"),
    PageKind("search-empty", "/suche?q=xqzvw"),
    PageKind("report", "/experimente/feinstaub-messen/ergebnis-melden", secret=True),
    PageKind("report-code", "/rueckmeldung", secret=True),
    PageKind("offline", "/offline"),
    PageKind("fields", "/felder"),
    PageKind("field", "/felder/umwelt"),
    PageKind("measures", "/massnahmen"),
    PageKind("measure", "/massnahmen/stadtlabor-beteiligungsplattform"),
    PageKind("about", "/ueber"),
    PageKind("plain-german", "/leichte-sprache"),
    PageKind("sign-language", "/gebaerdensprache"),
    PageKind("accessibility", "/barrierefreiheit"),
    PageKind("accessibility-sent", "/barrierefreiheit?gesendet=1"),
    PageKind("privacy", "/datenschutz"),
    PageKind("imprint", "/impressum"),
    PageKind("sign-in", "/anmelden"),
    PageKind("missing", "/gibt-es-nicht", status=404),
    PageKind("withdrawn", "/experimente/{withdrawn}", status=410),
    PageKind("desk", "/redaktion", signed_in=True),
    PageKind("desk-new", "/redaktion/neu", signed_in=True),
    PageKind("desk-item", "/redaktion/experimente/{draft_id}", signed_in=True),
    PageKind("desk-video", "/redaktion/videos/{video_id}", signed_in=True),
    PageKind("desk-reports", "/redaktion/rueckmeldungen", signed_in=True),
    PageKind("desk-barriers", "/redaktion/barrieren", signed_in=True),
    PageKind("desk-followed", "/redaktion/uebernahmen", signed_in=True),
)
PUBLIC = tuple(kind for kind in PAGE_KINDS if not kind.signed_in)


def named(kind: PageKind) -> str:
    """For the names of tests and screenshots."""
    return kind.name
