"""What visitors report of barriers: kept for the editors alone, for half a year at most."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from gateway.addresses import line_of
from gateway.auth.throttle import Throttle, TooManyAttempts
from gateway.interface import N_
from shared.kit.documents import (
    DESCENDING,
    Database,
    Document,
    ensure_indexes,
    from_document,
    index,
    to_document,
)
from shared.kit.ids import new_id, now

KEPT_DAYS = 180
_MOST = 1000
_SHOWN = 100
_WINDOW_SECONDS = 600.0
_FROM_ONE_ADDRESS, _FROM_ALL = 5, 100
_EVERYBODY = "*"
_TOO_MANY = N_(
    "Zu viele Meldungen auf einmal. Bitte warten Sie zehn Minuten; Ihr Text ist noch da."
)


class BarrierReport(Struct, frozen=True, kw_only=True):
    """What somebody could not use; `page` and `email` as far as they are told."""

    text: Annotated[str, Meta(min_length=10, max_length=4000)]
    page: Annotated[str, Meta(max_length=300)] = ""
    email: Annotated[str, Meta(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?\Z", max_length=254)] = ""


class KeptReport(BarrierReport, frozen=True, kw_only=True):
    id: str
    at: datetime


class BarrierReports:
    """The reports in the gateway's own database, the newest of them: nobody can fill it so that
    others are not heard.
    """

    def __init__(self, database: Database) -> None:
        self._documents = database["barrier_reports"]
        self._one_address = Throttle(_FROM_ONE_ADDRESS, _WINDOW_SECONDS)
        self._everybody = Throttle(_FROM_ALL, _WINDOW_SECONDS)

    async def prepare(self) -> None:
        await ensure_indexes(
            self._documents, [index("at", expireAfterSeconds=KEPT_DAYS * 24 * 3600)]
        )

    async def add(self, report: BarrierReport, address: str) -> None:
        """Keeps the report, but not the address. Raises `TooManyAttempts`."""
        self._count(line_of(address))
        if await self._documents.count_documents({}) >= _MOST:
            await self._documents.delete_one({"_id": (await self._oldest())["_id"]})
        kept = KeptReport(
            id=new_id(), at=now(), text=report.text, page=report.page, email=report.email
        )
        await self._documents.insert_one(to_document(kept))

    async def _oldest(self) -> Document:
        (oldest,) = await self._documents.find({}, {"_id": 1}).sort("at", 1).limit(1).to_list(1)
        return oldest

    def _count(self, address: str) -> None:
        if self._one_address.blocked(address) or self._everybody.blocked(_EVERYBODY):
            raise TooManyAttempts(_TOO_MANY)
        self._one_address.count(address)
        self._everybody.count(_EVERYBODY)

    async def newest(self) -> list[KeptReport]:
        found = self._documents.find({}).sort("at", DESCENDING).limit(_SHOWN)
        return [from_document(document, KeptReport) async for document in found]

    async def remove(self, report_id: str) -> None:
        """Takes away what has been answered; what is gone already does not matter."""
        await self._documents.delete_one({"_id": report_id})
