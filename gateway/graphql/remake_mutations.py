"""Reporting how it went, and deciding on reports."""

from typing import Annotated, Any

import strawberry

from gateway.addresses import address_of
from gateway.graphql.arguments import Code, RemakeId, Seen
from gateway.graphql.context import Context, Info
from gateway.graphql.errors import UserError
from gateway.graphql.ids import decode, own_id
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.remake_type import RemakeType
from gateway.graphql.resolved import argument, example, resolved
from gateway.graphql.upload_type import ImageUploadPayload
from shared.contracts import remake_calls as calls
from shared.contracts.caller import Role
from shared.contracts.errors import Invalid
from shared.contracts.remake import Remake
from shared.kit.validation import checked

RemakePayload: Any = payload_type("RemakePayload", "remake", RemakeType)


@strawberry.type(description="That a report is gone.")
class DeletedRemake:
    deleted: bool = strawberry.field(description="Always true.")


DeletedRemakePayload: Any = payload_type("DeletedRemakePayload", "deletion", DeletedRemake)


@strawberry.input(description="What was entered in a field of the form.")
class RemakeAnswerInput:
    field: str = strawberry.field(description="The field's `name`.", metadata=example("pm25"))
    value: str = strawberry.field(
        description="A number (`12,5` or `12.5`), `ja` or `nein`, one of the choices, or text.",
        metadata=example("12,5"),
    )


@strawberry.input(description="A report of how it went.")
class RemakeInput:
    item: strawberry.ID = strawberry.field(description="An experiment or a guide.")
    form_version: str = strawberry.field(
        description="The item's `resultFormVersion`.", metadata=example("0a1b2c3d4e5f6071")
    )
    code: str = strawberry.field(
        description="20 random symbols of Crockford's base32, made by whoever submits. The same "
        "again finds the first report; later the code deletes it. Only its hash is kept.",
        metadata=example("7ZQ4M2K9XB3H8T5WJ6NC"),
    )
    consent: str = strawberry.field(
        description="The version of `remakeConsent` agreed to.", metadata=example("2026-11-1")
    )
    worked: bool | None = strawberry.field(
        default=None, description="Whether it worked; null where that was not said."
    )
    answers: list[RemakeAnswerInput] = strawberry.field(
        default_factory=list, description="What was entered in the item's `resultForm`."
    )
    note: str = strawberry.field(
        default="",
        description="A few words more, plain text.",
        metadata=example("Am Morgen war der Wert am höchsten."),
    )
    place: str = strawberry.field(
        default="", description="Slug of one of the `districts`.", metadata=example("letmathe")
    )
    photo_key: str | None = strawberry.field(
        default=None,
        description="As `beginRemakePhoto` gives it.",
        metadata=example("sources/remakes/0190a5c2"),
    )
    photo_alt: str = strawberry.field(
        default="",
        description="What the photo shows.",
        metadata=example("Der Sensor hängt am Balkon."),
    )
    example: bool = strawberry.field(
        default=False, description="Made up for show; for editors only."
    )


PhotoBytes = Annotated[int, argument("How large it is.", 2_048_000)]
Report = Annotated[RemakeInput, argument("How it went.")]
Why = Annotated[str, argument("In German, for who asks.", "Auf dem Foto ist jemand zu erkennen.")]


def _request(given: RemakeInput) -> calls.SubmitRemake:
    kind, item_id = decode(str(given.item))
    return calls.SubmitRemake(
        kind=kind,
        item_id=item_id,
        form_version=given.form_version,
        code=given.code,
        worked=given.worked,
        answers=tuple(
            calls.GivenAnswer(field=each.field, value=each.value) for each in given.answers
        ),
        note=given.note,
        place=given.place,
        photo_key=given.photo_key,
        photo_alt=given.photo_alt,
        consent=given.consent,
        example=given.example,
    )


def _admit(context: Context) -> None:
    """Counts what comes from outside, by whichever door; the pages, which have no connection here,
    count themselves.
    """
    author = context.caller is not None and context.caller.may(Role.AUTHOR)
    connection = context.connection
    if connection is not None and not author:
        context.submissions.admit(address_of(connection))


class RemakeMutations:
    @staticmethod
    @resolved("Asks where to send a photo, before `submitRemake`.", ImageUploadPayload)
    async def begin_remake_photo(info: Info, bytes: PhotoBytes) -> Outcome:
        async def work() -> calls.PhotoUpload:
            _admit(info.context)
            request = checked(calls.BeginPhoto(bytes=bytes))
            return await info.context.services.call(calls.BEGIN_PHOTO, request)

        return await outcome(work())

    @staticmethod
    @resolved("Reports how it went. Shown when an editor has approved it.", RemakePayload)
    async def submit_remake(info: Info, input: Report) -> Outcome:
        async def work() -> calls.Submission:
            _admit(info.context)
            return await info.context.services.call(calls.SUBMIT, checked(_request(input)))

        done = await outcome(work())
        if done.result is None:
            return done
        problems = [
            UserError(field=each.field, message=each.message, code=Invalid.code)
            for each in done.result.problems
        ]
        return Outcome(result=done.result.remake, errors=problems)

    @staticmethod
    @resolved("Shows a report to everybody.", RemakePayload)
    async def approve_remake(info: Info, id: RemakeId, revision: Seen = None) -> Outcome:
        async def work() -> Remake:
            request = calls.Approve(id=own_id("Remake", str(id)), revision=revision)
            return await info.context.services.call(calls.APPROVE, checked(request))

        return await outcome(work())

    @staticmethod
    @resolved("Takes a report down for good; only the reason stays, for 30 days.", RemakePayload)
    async def reject_remake(
        info: Info, id: RemakeId, reason: Why, revision: Seen = None
    ) -> Outcome:
        async def work() -> Remake:
            request = calls.Reject(id=own_id("Remake", str(id)), reason=reason, revision=revision)
            return await info.context.services.call(calls.REJECT, checked(request))

        return await outcome(work())

    @staticmethod
    @resolved("Deletes one's own report, with its photo.", DeletedRemakePayload)
    async def delete_remake(info: Info, code: Code) -> Outcome:
        async def work() -> DeletedRemake:
            await info.context.services.call(calls.DELETE, checked(calls.ByCode(code=code)))
            return DeletedRemake(deleted=True)

        return await outcome(work())
