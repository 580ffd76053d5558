"""Writing: one payload for each mutation; what the user can mend is in `userErrors`."""

from collections.abc import Awaitable, Callable
from types import new_class
from typing import Annotated, Any

import strawberry

from gateway.graphql.arguments import ItemId, Seen
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Context, Info
from gateway.graphql.ids import decode
from gateway.graphql.image_mutations import ImageMutations
from gateway.graphql.inputs import input_type, to_draft
from gateway.graphql.kind_types import KIND_TYPES
from gateway.graphql.log_mutations import LogMutations
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.remake_mutations import RemakeMutations
from gateway.graphql.resolved import argument, fields_of
from gateway.graphql.reuse_mutations import ReuseMutations
from gateway.graphql.scalars import enum_type
from gateway.graphql.video_mutations import VideoMutations
from shared.contracts.calls import Create, Edit, Move, Withdraw
from shared.contracts.content import Content, ContentKind, Reference, WithdrawalReason
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS
from shared.kit.validation import checked

enum_type(WithdrawalReason)

ContentPayload = payload_type("ContentPayload", "content", ContentType)
RepeatKey = Annotated[
    str | None,
    argument("Any 8 to 100 characters: with the same again, nothing new is made.", "0190a5c2-7b3e"),
]
SeenRevision = Annotated[int, argument("The `revision` that you saw.", 3)]
Note = Annotated[str, argument("More of it, for everybody.", "Das Netzteil kann heiß werden.")]
Successor = Annotated[strawberry.ID | None, argument("The global id of what takes its place.")]
Reason = Annotated[WithdrawalReason, argument("Why it is taken down.")]


def _creator(kind: ContentKind) -> Callable[..., Awaitable[Outcome]]:
    calls = KINDS[kind].calls

    async def resolve(info: Info, input: Any, key: RepeatKey = None) -> Outcome:
        async def work() -> Content:
            request = Create(draft=to_draft(input), key=key)
            made: Content = await _send(info.context, calls.create, request)
            return made

        return await outcome(work())

    resolve.__annotations__["input"] = _written(kind, "What it is to say.")
    return resolve


def _written(kind: ContentKind, description: str) -> Any:
    return Annotated[input_type(KINDS[kind].struct), argument(description)]


def _editor(kind: ContentKind) -> Callable[..., Awaitable[Outcome]]:
    calls = KINDS[kind].calls

    async def resolve(info: Info, id: ItemId, revision: SeenRevision, input: Any) -> Outcome:
        async def work() -> Content:
            request = Edit(id=decode(str(id))[1], revision=revision, changes=to_draft(input))
            edited: Content = await _send(info.context, calls.edit, request)
            return edited

        return await outcome(work())

    resolve.__annotations__["input"] = _written(kind, "What is to change; all else stays.")
    return resolve


async def _send(context: Context, call: Any, request: Any) -> Any:
    return await context.services.call(call, checked(request))


def _mover(step: str) -> Callable[..., Awaitable[Outcome]]:
    async def resolve(info: Info, id: ItemId, revision: Seen = None) -> Outcome:
        async def work() -> Any:
            kind, own_id = decode(str(id))
            call = getattr(KINDS[kind].calls, step)
            return await _send(info.context, call, Move(id=own_id, revision=revision))

        return await outcome(work())

    return resolve


async def _withdraw(
    info: Info,
    id: ItemId,
    reason: Reason,
    note: Note = "",
    replaced_by: Successor = None,
    revision: Seen = None,
) -> Outcome:
    async def work() -> Any:
        kind, own_id = decode(str(id))
        successor = await _successor(info.context, replaced_by)
        request = Withdraw(
            id=own_id, reason=reason, note=note, replaced_by=successor, revision=revision
        )
        return await _send(info.context, KINDS[kind].calls.withdraw, request)

    return await outcome(work())


async def _successor(context: Context, global_id: strawberry.ID | None) -> Reference | None:
    """What takes an item's place: something that is there."""
    if global_id is None:
        return None
    kind, own_id = decode(str(global_id))
    if await context.services.item(kind, own_id) is None:
        raise Invalid("Was ihn ersetzen soll, gibt es nicht.", field="replacedBy")
    return Reference(kind=kind, id=own_id)


_MOVES = {
    "submit": ("submit_for_review", "Hands a draft to the editors."),
    "send_back": ("send_back", "Makes it a draft again, to be worked on."),
    "publish": ("publish", "Shows it to everybody."),
    "archive": ("archive", "Takes it out of the lists without blame."),
}


def mutation_type() -> Any:
    """The type Mutation: two for each kind, and those that all kinds share."""
    owners = (VideoMutations, LogMutations, RemakeMutations, ReuseMutations, ImageMutations)
    space = {name: field for owner in owners for name, field in fields_of(owner).items()}
    for kind, entry in KINDS.items():
        name = entry.struct.__name__
        payload = payload_type(f"{name}Payload", kind.value, KIND_TYPES[kind])
        space[f"create_{kind.value}"] = strawberry.field(
            resolver=_creator(kind),
            graphql_type=payload,
            description="A new draft. `key` makes a repeat of the same call harmless.",
        )
        space[f"update_{kind.value}"] = strawberry.field(
            resolver=_editor(kind),
            graphql_type=payload,
            description="Changes the fields named, of the revision that you saw.",
        )
    for step, (name, description) in _MOVES.items():
        space[name] = strawberry.field(
            resolver=_mover(step), graphql_type=ContentPayload, description=description
        )
    space["withdraw"] = strawberry.field(
        resolver=_withdraw,
        graphql_type=ContentPayload,
        description="Takes it down everywhere; the reason stays in the change feed.",
    )
    made = new_class("Mutation", (), exec_body=lambda target: target.update(space))
    return strawberry.type(made, description="The root of all writing.")
