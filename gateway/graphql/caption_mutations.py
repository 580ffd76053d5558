"""Writing of captions."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import date
from types import new_class
from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.graphql.arguments import ItemId, OfLanguage, Seen
from gateway.graphql.context import Info
from gateway.graphql.deprecation import deprecated
from gateway.graphql.errors import UserError
from gateway.graphql.ids import decode
from gateway.graphql.kind_types import VideoType
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import argument, example, fields_of, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts import captions
from shared.contracts.captions import CancelCaptions, CaptionFormat, CaptionKept, SetCaption
from shared.contracts.captions import OfLanguage as CaptionOf
from shared.contracts.errors import Invalid
from shared.contracts.video import CaptionOrigin, Video
from shared.kit.validation import checked

enum_type(CaptionOrigin)
enum_type(CaptionFormat)


_FILE = "WEBVTT\n\n00:12.500 --> 00:15.000\nFeinstaub kann man nicht sehen."
Label = Annotated[
    str | None, argument("What a player's menu calls them; null for a usual name.", "Deutsch")
]
Text = Annotated[str | None, argument("The file's text, WebVTT or SRT.", _FILE)]
Format = Annotated[CaptionFormat | None, argument("What `text` is; null where it shows that.")]
FormerText = Annotated[
    str | None,
    strawberry.argument(
        description="The former name of `text`.",
        metadata=example(_FILE),
        deprecation_reason=deprecated(
            "Use `text`.", since=date(2026, 11, 26), until=date(2027, 11, 30)
        ),
    ),
]
Writer = Annotated[CaptionOrigin, argument("Who wrote them.")]
Reviewed = Annotated[bool, argument("Whether somebody has read them and found them right.")]
WithSounds = Annotated[bool, argument("Whether they tell of sounds too (SDH).")]


def _kept(root: Outcome) -> CaptionKept | None:
    found: CaptionKept | None = root.result
    return found


class _SetCaptionFields:
    @staticmethod
    @resolved("Null where it failed.", VideoType | None)
    def video(root: Parent[Outcome]) -> Video | None:
        kept = _kept(root)
        return kept.video if kept else None

    @staticmethod
    @resolved("What was put right in the file, in German.", value=["Zeile 3: Komma statt Punkt."])
    def repairs(root: Parent[Outcome]) -> list[str]:
        kept = _kept(root)
        return list(kept.repairs) if kept else []

    @staticmethod
    @resolved(
        "What is allowed in the file but hard to read, in German.",
        value=["Zeile 12: Die Untertitel stehen nur 0,4 Sekunden."],
    )
    def warnings(root: Parent[Outcome]) -> list[str]:
        kept = _kept(root)
        return list(kept.warnings) if kept else []

    @staticmethod
    @resolved("Empty where it succeeded; of a file that is wrong, one for each line.")
    def user_errors(root: Parent[Outcome]) -> list[UserError]:
        return root.errors


SetCaptionPayload: Any = strawberry.type(
    new_class(
        "SetCaptionPayload", (), exec_body=lambda space: space.update(fields_of(_SetCaptionFields))
    ),
    description="What a mutation did.",
)
CaptionPayload = payload_type("CaptionPayload", "video", VideoType)


async def _line_by_line(work: Awaitable[CaptionKept], field: str) -> Outcome:
    """An error for each line of the file that is wrong, about the argument that held it."""
    found = await outcome(work)
    errors = [
        UserError(
            field=field if error.field == "text" else error.field, message=message, code=error.code
        )
        for error in found.errors
        for message in error.message.split("\n")
    ]
    return replace(found, errors=errors)


async def _send(info: Info, call: Any, id: str, language: str, revision: int | None) -> Outcome:
    async def work() -> Video:
        request = checked(CaptionOf(id=decode(id)[1], language=language, revision=revision))
        video: Video = await info.context.services.call(call, request)
        return video

    return await outcome(work())


class CaptionMutations:
    @staticmethod
    @resolved(
        "Adds the captions of a language, or replaces them. `text` is WebVTT or SRT, found out "
        "where `format` does not say.",
        SetCaptionPayload,
    )
    async def set_caption(
        info: Info,
        id: ItemId,
        language: OfLanguage,
        label: Label = None,
        text: Text = None,
        format: Format = None,
        webvtt: FormerText = None,
        origin: Writer = CaptionOrigin.HUMAN,
        reviewed: Reviewed = False,
        describes_sounds: WithSounds = False,
        revision: Seen = None,
    ) -> Outcome:
        async def work() -> CaptionKept:
            given = text if text is not None else webvtt
            if given is None:
                raise Invalid("Nennen Sie den Text der Untertitel.", field="text")
            request = SetCaption(
                id=decode(str(id))[1],
                revision=revision,
                language=language,
                label=label or None,
                text=given,
                format=format,
                origin=origin,
                reviewed=reviewed,
                describes_sounds=describes_sounds,
            )
            return await info.context.services.call(captions.SET, checked(request))

        return await _line_by_line(work(), "text" if webvtt is None else "webvtt")

    @staticmethod
    @resolved("Says that somebody has read the captions and found them right.", CaptionPayload)
    async def review_caption(
        info: Info, id: ItemId, language: OfLanguage, revision: Seen = None
    ) -> Outcome:
        return await _send(info, captions.REVIEW, str(id), language, revision)

    @staticmethod
    @resolved("Takes the captions of a language away.", CaptionPayload)
    async def remove_caption(
        info: Info, id: ItemId, language: OfLanguage, revision: Seen = None
    ) -> Outcome:
        return await _send(info, captions.REMOVE, str(id), language, revision)

    @staticmethod
    @resolved(
        "Asks for captions that a machine writes, in the language that is spoken; `speech` of "
        "the video says how far they are.",
        CaptionPayload,
    )
    async def write_captions(
        info: Info, id: ItemId, language: OfLanguage, revision: Seen = None
    ) -> Outcome:
        return await _send(info, captions.WRITE, str(id), language, revision)

    @staticmethod
    @resolved("Stops a machine's work on captions; those that are there stay.", CaptionPayload)
    async def cancel_captions(info: Info, id: ItemId) -> Outcome:
        async def work() -> Video:
            request = checked(CancelCaptions(id=decode(str(id))[1]))
            return await info.context.services.call(captions.CANCEL, request)

        return await outcome(work())
