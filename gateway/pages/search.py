"""The search page: a field, facets with counts, and results that lead to the very second."""

from typing import Any

from litestar import Response, get

from gateway.graphql.search import TOO_LONG
from gateway.interface import N_, SOURCE, _, speaks
from gateway.pages import facets
from gateway.pages.errors import WORDINGS
from gateway.pages.query import Answer
from gateway.pages.site import AWAY, STATUS_OF_CODE, PageRequest, Site
from shared.contracts.search import MOST_CHARACTERS

_UNAVAILABLE = N_(
    "Die Suche antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal."
)


def _invalid(sentence: str) -> str:
    """The schema speaks German; what the interface has no words for becomes a general sentence."""
    known = speaks() == SOURCE or sentence == TOO_LONG
    return _(sentence if known else WORDINGS[400].text)


def _failure(answer: Answer) -> tuple[int, str]:
    """Status and sentence of what went wrong; what is nobody's input is left to the site."""
    found = answer.data and answer.data["page"]
    code = answer.errors[0].code if answer.errors and not found else ""
    if code == "invalid":
        return STATUS_OF_CODE[code], _invalid(answer.errors[0].message)
    if code in AWAY:
        return STATUS_OF_CODE[code], _(_UNAVAILABLE)
    return 200, ""


@get("/suche", name="search", include_in_schema=False)
async def search_page(request: PageRequest, site: Site) -> Response[str]:
    words = request.query_params.get("q", "").strip()
    selected = facets.chosen(request.query_params)
    after = request.query_params.get("nach") or None
    variables: dict[str, object] = {
        "query": words,
        "after": after,
        "filter": facets.variables(selected),
    }
    answer = await site.answer(request, "search", variables)
    status, problem = _failure(answer)
    page: dict[str, Any] | None = None if problem else site.known(answer)["page"]
    return site.page(
        request, "search.html", status=status, page=page, problem=problem,
        incomplete=bool(page and answer.errors), selected=selected,
        asked=words[:MOST_CHARACTERS], after=after, words_of=facets.WORDS,
        address=facets.address, value_label=facets.value_label, document=site.documents["search"],
        variables=variables,
    )  # fmt: skip


HANDLERS = (search_page,)
