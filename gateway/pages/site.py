"""Asks the gateway's schema and renders templates: what every page does."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from markupsafe import Markup

from gateway.entity_tags import tagged
from gateway.interface import LANGUAGES, _, ngettext, speaks
from gateway.interface.prefix import to
from gateway.markdown import to_html
from gateway.pages import charts, formats, on_site, snippets, wording
from gateway.pages.amounts import MOST_GROUPS
from gateway.pages.city_words import CityWords, inside
from gateway.pages.city_words import german as in_german
from gateway.pages.deps import PageDeps
from gateway.pages.documents import load_documents
from gateway.pages.interface import switch, versions
from gateway.pages.metadata import alternates, locale, shared_image, xml_text
from gateway.pages.metadata_json_ld import StructuredData, script
from gateway.pages.query import Answer
from gateway.pages.site_map import SiteMap
from shared.contracts.caller import Caller, Role
from shared.contracts.city import City
from shared.contracts.kinds import KINDS
from shared.contracts.languages import language_name

TEMPLATES = Path(__file__).parent / "templates"
STATUS_OF_CODE = {
    "not_found": 404,
    "gone": 410,
    "cursor_unknown": 410,
    "invalid": 400,
    "conflict": 409,
    "unauthenticated": 401,
    "forbidden": 403,
    "too_many_attempts": 429,
    "unavailable": 503,
    "timeout": 503,
}
AWAY = {code for code, status in STATUS_OF_CODE.items() if status == 503}
PageRequest = Request[Any, Any, Any]


def caller_of(request: PageRequest) -> Caller | None:
    """Who asks; None for the public. Works where no middleware ran, as on an unknown path."""
    caller: Caller | None = request.scope.get("user")
    return caller


def data_link(document: str, variables: Mapping[str, object]) -> str:
    """The address at which a query can be read and run by hand."""
    given = {name: value for name, value in variables.items() if value is not None}
    text = json.dumps(given, ensure_ascii=False)
    return "/graphql?" + urlencode({"query": document, "variables": text})


def _environment(deps: PageDeps) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(formats.FILTERS)
    env.filters.update(on_site.FILTERS)
    env.filters["language_name"] = language_name
    env.filters["language_tag"] = wording.language_tag
    env.filters["direction"] = wording.direction
    env.filters["path_part"] = lambda text: quote(str(text), safe="")
    env.filters["markdown"] = lambda text: Markup(to_html(text))  # noqa: S704 - it sanitises
    # Only for the *Html fields of the schema: the gateway has sanitised them.
    env.filters["rendered"] = lambda html: Markup(html or "")  # noqa: S704 (see above)
    env.globals.update(
        legal=deps.city.legal, assets=deps.assets, words=wording.WORDS, count=formats.count
    )
    env.globals["to"] = lambda path: to(str(path), speaks())
    words = CityWords(deps.city)
    env.globals.update(lang_of=words.lang_of, city_prose=words.prose, german=in_german)
    env.filters["inside"] = inside
    env.filters.update(locale=locale, xml_text=xml_text)
    env.globals.update(logo=deps.logo, shared_image=shared_image)
    env.globals.update(alternates=alternates, json_ld=script)
    env.globals["structured"] = StructuredData(deps.city, deps.public_url)
    env.globals.update(public_url=deps.public_url.rstrip("/"), has_colours=bool(deps.city.colours))
    env.globals.update(kinds=tuple(KINDS.values()), data_link=data_link)
    env.globals["snippets"] = snippets
    env.globals["chart_of"] = charts.chart_of
    env.globals["most_groups"] = MOST_GROUPS
    env.globals["topic_icon"] = lambda slug: wording.topic_icon(slug, deps.city)
    return env


class Site:
    """One per process; holds the compiled templates and the documents."""

    def __init__(self, deps: PageDeps) -> None:
        self.deps = deps
        self.documents = load_documents()
        self.map = SiteMap(deps.execute)
        self._env = _environment(deps)
        self._cities = {language: deps.city.in_language(language) for language in LANGUAGES}

    @property
    def city(self) -> City:
        """The city in the words of the interface's language."""
        return self._cities[speaks()]

    async def answer(
        self,
        request: PageRequest,
        name: str,
        variables: Mapping[str, object],
        *,
        for_all: bool = False,
    ) -> Answer:
        """The answer as it is, errors included; variables that are None are left out.

        `for_all`: what everybody may see, whoever asks.
        """
        given = {key: value for key, value in variables.items() if value is not None}
        caller = None if for_all else caller_of(request)
        return await self.deps.execute(self.documents[name], given, caller=caller)

    async def ask(
        self, request: PageRequest, name: str, variables: Mapping[str, object]
    ) -> dict[str, Any]:
        """The data of a query. Raises HTTPException with the status that fits the error."""
        return self.data(await self.answer(request, name, variables))

    def data(self, answer: Answer) -> dict[str, Any]:
        """What an answer holds. Raises HTTPException with the status that fits its error."""
        if answer.data is not None and not answer.errors:
            return answer.data
        error = answer.errors[0] if answer.errors else None
        code = error.code if error else "internal"
        raise HTTPException(
            status_code=STATUS_OF_CODE.get(code, 500), detail=error.message if error else ""
        )

    def known(self, answer: Answer) -> dict[str, Any]:
        """As `data`, with None where a part of the hub does not answer just now."""
        away = all(error.code in AWAY for error in answer.errors)
        return answer.data if answer.data is not None and away else self.data(answer)

    def text(self, request: PageRequest, template: str, context: Mapping[str, Any]) -> str:
        """A template as HTML."""
        caller = caller_of(request)
        path, query = request.url.path, request.url.query
        return self._env.get_template(template).render(
            ui=speaks(),
            city=self.city,
            other_interface=switch(path, query, context.get("item")),
            page_versions=versions(path),
            caller=caller,
            is_author=caller is not None and caller.may(Role.AUTHOR),
            is_editor=caller is not None and caller.may(Role.EDITOR),
            path=path,
            **context,
        )

    def page(
        self, request: PageRequest, template: str, *, status: int = 200, **context: object
    ) -> Response[str]:
        """A page. It is asked for again each time: what is published shows at once."""
        text = self.text(request, template, context)
        stranger = caller_of(request) is None
        if stranger and status == 200:
            return tagged(request, text, MediaType.HTML, {"Vary": "Cookie"})
        cache = "no-cache" if stranger else "no-store"
        return Response(
            text,
            status_code=status,
            media_type=MediaType.HTML,
            headers={"Cache-Control": cache, "Vary": "Cookie"},
        )
