"""The hub's own pages: HTML from the server that works without JavaScript."""

from collections.abc import Sequence

from litestar import Response, Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from gateway.pages import (
    about,
    accessibility,
    content,
    crawlers,
    editing,
    followed_hubs,
    followed_items,
    introductions,
    offline,
    on_site_editing,
    redaktion,
    remake_code,
    remake_downloads,
    remake_queue,
    remakes,
    search,
    session,
    sheets,
    start,
    topics,
    video_captions,
    video_chapters,
    video_files,
    withdrawing,
)
from gateway.pages.assets import Assets, AssetsMissing, load_assets
from gateway.pages.deps import PageDeps, SessionCookie, SignedIn
from gateway.pages.errors import error_handler
from gateway.pages.logo import load_logo
from gateway.pages.policy import security_policies
from gateway.pages.printing.press import Press
from gateway.pages.query import Answer, AnswerError, Execute
from gateway.pages.site import PageRequest, Site

__all__ = [
    "Answer",
    "AnswerError",
    "Assets",
    "AssetsMissing",
    "Execute",
    "PageDeps",
    "Press",
    "SessionCookie",
    "SignedIn",
    "Site",
    "error_handlers",
    "graphiql_page",
    "load_assets",
    "load_logo",
    "page_handlers",
    "security_policies",
]
MODULES = (
    *(start, content, sheets, offline, search, topics, about, accessibility, introductions),
    *(crawlers, session, redaktion, editing, withdrawing, on_site_editing),
    *(video_files, video_captions, video_chapters),
    *(remakes, remake_code, remake_downloads, remake_queue, followed_hubs, followed_items),
)


def page_handlers(
    site: Site, beside: Sequence[ControllerRouterHandler]
) -> Sequence[ControllerRouterHandler]:
    """All routes of the pages, and those beside them that show pages, too."""
    handlers = [handler for module in MODULES for handler in module.HANDLERS]
    handlers += beside
    provide = Provide(lambda: site, sync_to_thread=False)
    return [Router("/", route_handlers=handlers, dependencies={"site": provide})]


def error_handlers(site: Site) -> ExceptionHandlersMap:
    """For the application itself, so that unknown paths get a page too."""
    return {Exception: error_handler(site)}


def graphiql_page(site: Site, request: PageRequest) -> Response[str]:
    """What a browser sees at `/graphql`."""
    return site.page(request, "graphiql.html")
