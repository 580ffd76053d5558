"""Taking a report in: checked against the form as it is now, kept once however often it is sent."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import msgspec
from msgspec.structs import replace

from services.remakes import form
from services.remakes.items import Items
from services.remakes.photos import Photos
from services.remakes.store import RemakeStore
from shared.contracts import remake_faults as faults
from shared.contracts.caller import Caller, Role
from shared.contracts.city import City
from shared.contracts.content import Content
from shared.contracts.errors import Conflict, Invalid, Unavailable
from shared.contracts.remake import CONSENT, Answer, Remake, RemakePhoto, form_of, form_version
from shared.contracts.remake_calls import Problem, Submission, SubmitRemake
from shared.kit.codes import hash_of
from shared.kit.content.rights import require
from shared.kit.ids import new_id, now

UNDECIDED = timedelta(days=90)
"""A report on which nobody decides is deleted after so long."""

MOST_WAITING = 2_000
_MOST_ALT = 300


class Submitting:
    """What strangers may do: report."""

    def __init__(self, store: RemakeStore, items: Items, photos: Photos, city: City) -> None:
        self._store = store
        self._items = items
        self._photos = photos
        self._places = {district.slug for district in city.districts}

    async def submit(self, request: SubmitRemake, caller: Caller | None) -> Submission:
        """The report that was kept, or what is wrong with it; the same code finds the first."""
        if first := await self._sent_before(request):
            return first
        item = await self._items.one(request.kind, request.item_id)
        if request.form_version != form_version(item):
            raise Conflict(faults.FORM_CHANGED, field="formVersion")
        if request.example:
            require(caller, Role.EDITOR)
        if await self._store.waiting() >= MOST_WAITING:
            raise Unavailable(faults.MANY_WAITING)
        answers, wrong = form.read(form_of(item), request.answers)
        problems = [*self._problems(request), *wrong]
        remake_id = new_id()
        photo = await self._photo(request, remake_id, problems)
        if problems:
            await self._photos.delete(remake_id)
            return Submission(problems=tuple(problems))
        return await self._keep(request, _remake(request, item, remake_id, answers, photo))

    async def _sent_before(self, request: SubmitRemake) -> Submission | None:
        kept = await self._store.by_code(hash_of(request.code))
        if kept is None:
            return None
        if kept.fingerprint != fingerprint(request):
            raise Conflict(faults.SENT_BEFORE, field="code")
        return Submission(remake=kept.remake)

    def _problems(self, request: SubmitRemake) -> Iterator[Problem]:
        """What is wrong beside the answers."""
        if request.worked is None:
            yield Problem(field="worked", message=faults.WORKED_MISSING)
        if request.place and request.place not in self._places:
            yield Problem(field="place", message=faults.UNKNOWN_PLACE)
        if request.photo_key and not request.photo_alt.strip():
            yield Problem(field="photoAlt", message=faults.PHOTO_ALT_MISSING)
        if request.consent != CONSENT.version:
            yield Problem(field="consent", message=faults.CONSENT_MISSING)
        texts = (
            ("note", request.note, form.MOST_CHARACTERS),
            ("photoAlt", request.photo_alt, _MOST_ALT),
        )
        for name, typed, most in texts:
            try:
                form.plain(typed, most)
            except Invalid as error:
                yield Problem(field=name, message=error.message)

    async def _photo(
        self, request: SubmitRemake, remake_id: str, problems: list[Problem]
    ) -> RemakePhoto | None:
        """The photo drawn anew; adds to the problems where it is none."""
        if not request.photo_key:
            return None
        alt = form.plain(request.photo_alt, len(request.photo_alt))
        try:
            return await self._photos.draw(request.photo_key, remake_id, alt)
        except Invalid as error:
            problems.append(Problem(field="photo", message=error.message))
            return None

    async def _keep(self, request: SubmitRemake, remake: Remake) -> Submission:
        """Photo first, then the document: what a crash leaves between them, the cleanup finds."""
        expires = remake.submitted_at + UNDECIDED
        code = hash_of(request.code)
        if await self._store.insert(remake, code, fingerprint(request), expires):
            if request.photo_key:
                await self._photos.forget(request.photo_key)
            return Submission(remake=remake)
        await self._photos.delete(remake.id)
        first = await self._sent_before(request)
        if first is None:
            raise Conflict(faults.FORM_AGAIN, field="code")
        return first


def _remake(
    request: SubmitRemake,
    item: Content,
    remake_id: str,
    answers: tuple[Answer, ...],
    photo: RemakePhoto | None,
) -> Remake:
    return Remake(
        id=remake_id,
        kind=request.kind,
        item_id=item.id,
        worked=bool(request.worked),
        answers=answers,
        note=form.plain(request.note),
        place=request.place or None,
        photo=photo,
        example=request.example,
        consent=request.consent,
        submitted_at=now(),
    )


def fingerprint(request: SubmitRemake) -> str:
    """The same for a repeat: a photo that is sent again has another key."""
    said = replace(request, code="", photo_key="photo" if request.photo_key else None)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()
