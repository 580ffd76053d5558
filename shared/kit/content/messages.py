"""What leaves with a change: its event, and the jobs it asks for."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from shared.contracts import events
from shared.contracts.caller import Caller
from shared.contracts.content import Content, ContentKind
from shared.kit.content.stored import Outgoing
from shared.kit.ids import new_id


class Job(Struct, frozen=True):
    """A message that leaves together with a change, for instance work for the queue."""

    subject: str
    body: Struct


def messages(item: Content, caller: Caller | None, jobs: Sequence[Job]) -> list[Outgoing]:
    """What leaves with a change: its event first, then the jobs it asks for."""
    by = caller.name if caller else ""
    event = event_of(item)
    told = Outgoing(
        id=event.id,
        subject=events.subject(event.kind, item.id),
        revision=item.revision,
        data=msgspec.json.encode(event).decode(),
        at=item.modified_at,
        by=by,
        snapshot=msgspec.to_builtins(item, builtin_types=(datetime,)),
    )
    asked = [
        Outgoing(
            id=new_id(),
            subject=job.subject,
            revision=item.revision,
            data=msgspec.json.encode(job.body).decode(),
            at=item.modified_at,
            by=by,
        )
        for job in jobs
    ]
    return [told, *asked]


def event_of(item: Content) -> events.ContentChanged:
    """What the log says of an item's present state."""
    return events.ContentChanged(
        id=new_id(),
        kind=ContentKind(str(item.__struct_config__.tag)),
        content_id=item.id,
        revision=item.revision,
        status=item.status,
        slug=item.slug,
        language=item.language,
        title=item.title,
        fields=item.fields,
        measures=item.measures,
        ever_published=item.published_at is not None,
        mirrored=item.mirrored is not None,
        reason=item.withdrawal.reason if item.withdrawal else None,
        at=item.modified_at,
    )
