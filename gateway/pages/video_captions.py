"""`/redaktion/…/untertitel`: captions sent, reviewed, removed, and asked for."""

from typing import Any

from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec.structs import replace

from gateway.pages.editing import after_move, editor_page, load, number
from gateway.pages.guards import needs_author
from gateway.pages.sent_form import form_of
from gateway.pages.site import PageRequest, Site
from gateway.pages.video_form import TypedVideo, file_in, stored, text_in
from shared.contracts.content import ContentKind
from shared.contracts.errors import HubError, Invalid
from shared.kit.caption_text import MOST_BYTES, caption_text
from shared.kit.plain_text import PlainText

Error = dict[str, Any]
ASKED = {"geprueft": "review_caption", "untertitel-entfernen": "remove_caption"}
LARGEST_FORM = MOST_BYTES + 1_000_000
"""Beyond what a file may have, so that one a little too large gets a word at its field; below what
the edge refuses."""

_PATH = "/redaktion/{kind:str}/{item_id:str}/untertitel"
_NO_FILE = "Bitte wählen Sie eine Datei mit Untertiteln: WebVTT (.vtt) oder SRT (.srt)."
_CHANGED = (
    "Das Video wurde inzwischen geändert. Oben steht, welche Untertitel es jetzt gibt. "
    "Wenn Sie die Datei noch einmal wählen und senden, gilt Ihre."
)


async def video_of(request: PageRequest, site: Site, item_id: str) -> dict[str, Any]:
    """The video, or NotFoundException for what is none."""
    item: dict[str, Any] = (await load(request, site, item_id))["item"]
    if item["kind"] != ContentKind.VIDEO.name:
        raise NotFoundException(detail=item_id)
    return item


@post(
    _PATH,
    guards=[needs_author],
    include_in_schema=False,
    request_max_body_size=LARGEST_FORM,
    status_code=200,
)
async def send(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Adds captions or replaces them; where something was mended in the file, says so at once."""
    form = await form_of(request)
    item = await video_of(request, site, item_id)
    typed = replace(
        stored(item),
        language=text_in(form, "language"),
        sounds=bool(text_in(form, "sounds")),
        reviewed=bool(text_in(form, "reviewed")),
    )
    try:
        found = _text(await file_in(form, "file"))
    except HubError as error:
        wrong = [_at_file(error.message, error.code)]
        return await editor_page(request, site, item_id, errors=wrong, typed=typed)
    revision = number(text_in(form, "revision"))
    return await _sent(request, site, item, typed, found, revision)


def _text(data: bytes) -> PlainText:
    if not data:
        raise Invalid(_NO_FILE, field="text")
    return caption_text(data)


async def _sent(
    request: PageRequest,
    site: Site,
    item: dict[str, Any],
    typed: TypedVideo,
    found: PlainText,
    revision: int,
) -> Response[str] | Redirect:
    variables = {
        "id": item["id"], "revision": revision, "language": typed.language, "text": found.text,
        "label": _label(item, typed.language), "reviewed": typed.reviewed, "sounds": typed.sounds,
    }  # fmt: skip
    result = (await site.ask(request, "set_caption", variables))["result"]
    if result["userErrors"]:
        wrong = [_placed(error) for error in result["userErrors"]]
        return await editor_page(request, site, item["id"], errors=wrong, typed=typed)
    repairs = tuple(each for each in (found.repair, *result["repairs"]) if each)
    if not repairs and not result["warnings"]:
        return await after_move(request, site, item["id"], result, "untertitel")
    told = replace(stored(item), kept=True, repairs=repairs, warnings=tuple(result["warnings"]))
    return await editor_page(request, site, item["id"], typed=told)


def _label(item: dict[str, Any], language: str) -> str | None:
    """What people called the captions that are replaced."""
    names = {one["language"]: one["label"] for one in item["captions"] if one["origin"] == "HUMAN"}
    return names.get(language)


def _placed(error: Error) -> Error:
    """The hub's error at the field of the form."""
    if error["field"] == "language":
        return {**error, "field": "caption.language"}
    if error["field"] == "revision":
        return _at_file(_CHANGED, error["code"])
    return {**error, "field": "caption.file"}


def _at_file(message: str, code: str) -> Error:
    return {"field": "caption.file", "message": message, "code": code}


@post(
    f"{_PATH}/{{language:str}}/{{word:str}}",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def ask(
    request: PageRequest, site: Site, item_id: str, language: str, word: str
) -> Response[str] | Redirect:
    """Says that the captions as they were seen are right, or takes them away."""
    if word not in ASKED:
        raise NotFoundException(detail=word)
    await video_of(request, site, item_id)
    revision = number(text_in(await form_of(request), "revision"))
    variables = {"id": item_id, "language": language, "revision": revision}
    result = (await site.ask(request, ASKED[word], variables))["result"]
    return await after_move(request, site, item_id, result, word)


@post(f"{_PATH}/automatisch", guards=[needs_author], include_in_schema=False, status_code=200)
async def write(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Asks for captions that a machine writes."""
    language = text_in(await form_of(request), "language")
    item = await video_of(request, site, item_id)
    variables = {"id": item_id, "language": language}
    result = (await site.ask(request, "write_captions", variables))["result"]
    if result["userErrors"]:
        wrong = [{**error, "field": "speech.language"} for error in result["userErrors"]]
        typed = replace(stored(item), spoken=language)
        return await editor_page(request, site, item_id, errors=wrong, typed=typed)
    return await after_move(request, site, item_id, result, "automatisch")


@post(f"{_PATH}/automatisch/abbrechen", guards=[needs_author], include_in_schema=False)
async def cancel(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Stops the machine; captions that are there stay."""
    await video_of(request, site, item_id)
    result = (await site.ask(request, "cancel_captions", {"id": item_id}))["result"]
    return await after_move(request, site, item_id, result, "automatisch-abbrechen")


HANDLERS = (send, write, cancel, ask)
