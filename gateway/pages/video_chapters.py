"""`/redaktion/…/kapitel`: the chapters of a video, and where its poster is taken."""

from litestar import Response, post
from litestar.response import Redirect
from msgspec.structs import replace

from gateway.pages import chapter_lines
from gateway.pages.editing import after_move, editor_page, number
from gateway.pages.guards import needs_author
from gateway.pages.sent_form import form_of
from gateway.pages.site import PageRequest, Site
from gateway.pages.video_captions import video_of
from gateway.pages.video_form import stored, text_in


@post(
    "/redaktion/{kind:str}/{item_id:str}/kapitel",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def save_chapters(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Saves both as they were seen; if they have changed since, shows both and loses nothing."""
    form = await form_of(request)
    item = await video_of(request, site, item_id)
    end = item["durationSeconds"]
    typed = replace(
        stored(item), chapters=text_in(form, "chapters"), poster=text_in(form, "poster")
    )
    found = chapter_lines.read(typed.chapters, end)
    moment, wrong = chapter_lines.read_moment(typed.poster, end)
    errors = [*found.errors, *wrong]
    if errors:
        return await editor_page(request, site, item_id, errors=errors, typed=typed)
    chapters = [{"title": one.title, "startSeconds": one.start_seconds} for one in found.chapters]
    variables = {
        "id": item_id, "revision": number(text_in(form, "revision")),
        "input": {"chapters": chapters, "posterSeconds": moment},
    }  # fmt: skip
    result = (await site.ask(request, "update_video_moments", variables))["result"]
    if result["userErrors"]:
        errors = found.placed(result["userErrors"])
        return await editor_page(request, site, item_id, errors=errors, typed=typed)
    return await after_move(request, site, item_id, result, "kapitel")


HANDLERS = (save_chapters,)
