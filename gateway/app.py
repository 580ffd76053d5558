"""The gateway put together: bus, accounts, schema and pages."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import msgspec
from litestar import Litestar
from litestar.middleware import DefineMiddleware
from litestar.types import ASGIApp
from nats.aio.msg import Msg

from gateway import embed
from gateway.auth.accounts import Accounts
from gateway.auth.credentials import Credentials
from gateway.auth.credentials import prepared as credentials_prepared
from gateway.auth.middleware import Identify
from gateway.auth.preview_tokens import PreviewTokens
from gateway.auth.sign_in import SignIn
from gateway.barrier_reports import BarrierReports
from gateway.clients import Patience, Services
from gateway.cross_origin import CrossOrigin
from gateway.decoding import Decoding
from gateway.feeds.catalogue import catalogue_handlers
from gateway.feeds.formats import format_handlers
from gateway.feeds.log import ChangeLog
from gateway.feeds.on_site import OnSiteItems
from gateway.feeds.on_site_files import on_site_handlers
from gateway.feeds.resources import resource_handlers
from gateway.feeds.rest import Feeds, feed_handlers
from gateway.feeds.watch import Watch
from gateway.graphql.admission import Desk
from gateway.graphql.answers import Answers
from gateway.graphql.context import Context
from gateway.graphql.controller import Endpoint, graphql_handlers
from gateway.graphql.execute import InProcess
from gateway.graphql.persisted import PersistedDocuments
from gateway.graphql.persisted import prepared as persisted_prepared
from gateway.graphql.response_cache import ResponseCache
from gateway.graphql.schema import make_schema
from gateway.graphql.short_way import ShortWay
from gateway.head_requests import HeadAsGet
from gateway.headers import SecurityHeaders
from gateway.health import health_handlers
from gateway.interface.prefix import LanguagePrefix
from gateway.page_cache import PageCache
from gateway.pages import (
    PageDeps,
    Press,
    SessionCookie,
    Site,
    error_handlers,
    graphiql_page,
    load_assets,
    load_logo,
    page_handlers,
    security_policies,
)
from gateway.participation import ParticipationBoard
from gateway.pictures import picture_handlers
from gateway.previews import preview_handlers
from gateway.reads import NOTHING, Tags, changed, reported
from gateway.remake_photos import RemakePhotos, remake_photo_handlers
from gateway.seats import Seats
from gateway.server import serving
from gateway.settings import GatewaySettings
from gateway.submissions import Submissions
from shared.contracts import events
from shared.contracts.caller import Caller
from shared.contracts.city import City
from shared.contracts.events import ContentChanged
from shared.contracts.remake_calls import CHANGED, RemakesChanged
from shared.kit import log, trace
from shared.kit.bus import Bus
from shared.kit.documents import Database, database
from shared.kit.identity import Signer
from shared.kit.run import Program

_LARGEST_BODY = 3_200_000
_logger = log.get("hub.gateway")


async def prepared(documents: Database) -> None:
    """The indexes of all that the gateway keeps."""
    await credentials_prepared(documents)
    await BarrierReports(documents).prepare()
    await persisted_prepared(documents)


def incident(error: Exception) -> str:
    """Notes an unexpected failure; the id is all that the public sees of it."""
    _logger.error("request failed", exc_info=error)
    return trace.current()


async def make_app(
    settings: GatewaySettings, bus: Bus, documents: Database, participation: ParticipationBoard
) -> ASGIApp:
    """The composition root: everything the gateway is made of, in one place."""
    city = msgspec.toml.decode(settings.city_file.read_bytes(), type=City)
    signer = Signer(settings.caller_private_key)
    previews = PreviewTokens(settings.caller_private_key)
    accounts = Accounts(documents)
    credentials = Credentials(documents, accounts)
    submissions = Submissions()
    change_log = ChangeLog(bus)
    barriers = BarrierReports(documents)

    patience = Patience(settings.graphql_execution_seconds, settings.graphql_call_seconds)

    response_cache = ResponseCache(settings)
    decoding = Decoding()

    def services_of(caller: Caller | None) -> Services:
        return Services(bus, signer, caller, patience, decoding, response_cache.drop)

    def context_for(caller: Caller | None) -> Context:
        services = services_of(caller)
        return Context(
            services=services,
            city=city,
            public_url=settings.public_url,
            previews=previews,
            submissions=submissions,
            change_log=change_log,
            board=participation,
        )

    feeds = Feeds(
        change_log,
        partial(services_of, None),
        Watch(settings.graphql_key_factor),
        settings.public_url,
    )
    on_site = OnSiteItems(feeds)
    schema = make_schema()
    seats = Seats(settings.graphql_all_streams, settings.graphql_streams)
    desk = Desk(settings)
    answers = Answers(schema, response_cache, PersistedDocuments(documents, settings))
    endpoint = Endpoint(schema, context_for, desk, seats, answers)
    assets = load_assets(settings.assets_dir)
    cookie = SessionCookie.of(settings.public_url)
    site = Site(
        PageDeps(
            execute=InProcess(schema, context_for),
            city=city,
            public_url=settings.public_url,
            assets=assets,
            press=Press(settings.media_url or settings.public_url),
            sign_in=SignIn(accounts, credentials).sign_in,
            sign_out=credentials.revoke,
            incident=incident,
            admit=submissions.admit,
            send_photo=RemakePhotos(services_of).send,
            barriers=barriers,
            logo=load_logo(settings.city_file, city.logo),
            cookie=cookie,
        )
    )
    app = Litestar(
        route_handlers=[
            *graphql_handlers(endpoint, partial(graphiql_page, site)),
            *feed_handlers(feeds),
            *format_handlers(feeds, city),
            *resource_handlers(feeds, city),
            *on_site_handlers(feeds, on_site, city),
            *catalogue_handlers(feeds, on_site, city),
            *page_handlers(site, embed.HANDLERS),
            *picture_handlers(services_of),
            *remake_photo_handlers(services_of),
            *preview_handlers(previews, accounts, services_of),
            *health_handlers(bus),
        ],
        middleware=[
            DefineMiddleware(Identify, credentials=credentials, cookie=cookie.name),
        ],
        exception_handlers=error_handlers(site),
        request_max_body_size=_LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
    )
    policies = security_policies(assets, f"{city.website} {settings.embed_origins}".strip())
    short = ShortWay(LanguagePrefix(app), answers, context_for, desk)
    secured = SecurityHeaders(short, policies)
    cache = PageCache(secured)
    await _tell(bus, cache.forget, feeds.watch.wake, drops=response_cache.drop)
    bus.gaps.append(response_cache.doubt)
    participation.listen(cache.forget)
    return HeadAsGet(CrossOrigin(cache))


async def _tell(bus: Bus, *listeners: Callable[[], None], drops: Callable[[Tags], None]) -> None:
    """Has the functions called whenever content changes, `drops` with what is different then."""

    def tell(tags: Tags) -> None:
        drops(tags)
        for listener in listeners:
            listener()

    async def changes(message: Msg) -> None:
        try:
            tell(changed(msgspec.json.decode(message.data, type=ContentChanged)))
        except msgspec.DecodeError:  # of a kind that is newer than this program
            tell(NOTHING)

    async def reports(message: Msg) -> None:
        tell(reported(msgspec.json.decode(message.data, type=RemakesChanged)))

    await bus.client.subscribe(f"{events.ROOT}.>", cb=changes)
    await bus.client.subscribe(CHANGED, cb=reports)


@asynccontextmanager
async def gateway(settings: GatewaySettings, stop: asyncio.Event) -> AsyncIterator[None]:
    """Serves the public on the gateway's inner port, behind the edge."""
    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(Bus.connect(settings.nats_url, "gateway"))
        documents = await stack.enter_async_context(
            database(settings.mongo_url, settings.database or "gateway", prepared)
        )
        participation = await stack.enter_async_context(ParticipationBoard.follow(bus))
        app = await make_app(settings, bus, documents, participation)
        await stack.enter_async_context(serving(app, settings, stop))
        yield


app = Program("gateway", GatewaySettings, gateway)
