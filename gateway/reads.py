"""What an answer was made of: items and lists, each of which an event names when it changes."""

from collections.abc import Callable, Iterator
from typing import Any

from gateway.links import kind_of
from shared.contracts import captions
from shared.contracts.calls import Call
from shared.contracts.content import Content, ContentKind, Status
from shared.contracts.errors import HubError, Invalid, NotFound
from shared.contracts.events import ContentChanged
from shared.contracts.kinds import KINDS
from shared.contracts.remake_calls import (
    COUNTS,
    LIST,
    RESULTS,
    CountRemakes,
    ListRemakes,
    OfItem,
    RemakesChanged,
)

Tag = tuple[ContentKind, str]
"""A kind and an item's id; with an empty id, all lists of the kind."""

Tags = frozenset[Tag]
_Source = Callable[[Any, Any], Tags | None]
"""From a request and its reply (None where nothing was found) to what was read; None where no
event would name it.
"""

NOTHING: Tags = frozenset()


class Reads:
    """Gathers what one answer was made of. `lasting`: all of it is told by events."""

    def __init__(self) -> None:
        self.lasting = True
        self._tags: set[Tag] = set()

    @property
    def tags(self) -> Tags | None:
        """None where no event would tell that the answer has become wrong."""
        return frozenset(self._tags) if self.lasting else None

    def read(self, call: Call[Any, Any], request: Any, reply: Any) -> None:
        """Notes a call that was answered."""
        source = _SOURCES.get(call.subject, _untold)
        tags = source(request, reply)
        if tags is None:
            self.pass_away()
        else:
            self._tags |= tags

    def failed(self, call: Call[Any, Any], request: Any, error: HubError) -> None:
        """Notes a call that was refused: what is not there may come; all else may pass."""
        if isinstance(error, NotFound | Invalid):
            self.read(call, request, None)
        else:
            self.pass_away()

    def add(self, others: "Reads") -> None:
        """Notes all that somebody else has read for the same answer."""
        if others.tags is None:
            self.pass_away()
        else:
            self._tags |= others.tags

    def pass_away(self) -> None:
        """Something was read of which no event tells."""
        self.lasting = False


def changed(event: ContentChanged) -> Tags:
    """What the public may see differently after the event: nothing, where it is about a draft."""
    public = event.status is Status.PUBLISHED or event.ever_published
    return _touched(event.kind, event.content_id) if public else NOTHING


def reported(event: RemakesChanged) -> Tags:
    """What the public may see differently when the reports on an item are others."""
    return frozenset({(event.kind, event.item_id)})


def written(call: Call[Any, Any], reply: Any) -> Tags:
    """What the public may see differently after a call that has changed an item."""
    item = reply.video if isinstance(reply, captions.CaptionKept) else reply
    if call.subject in _SOURCES or not isinstance(item, Content) or item.published_at is None:
        return NOTHING
    return _touched(kind_of(item), item.id)


def _touched(kind: ContentKind, item_id: str) -> Tags:
    """Any change of an item may move it into a list, out of it, or within it."""
    return frozenset({(kind, item_id), (kind, "")})


def _sources_of(kind: ContentKind) -> Iterator[tuple[str, _Source]]:
    calls = KINDS[kind].calls
    lists: Tags = frozenset({(kind, "")})
    yield calls.get_many.subject, lambda request, _: frozenset((kind, id_) for id_ in request.ids)
    yield (
        calls.by_slug.subject,
        lambda _, item: lists if item is None else frozenset({(kind, item.id)}),
    )
    for call in (calls.list, calls.translations, calls.withdrawal):
        yield call.subject, lambda _, __: lists


def _of_video(request: Any, _: Any) -> Tags:
    return frozenset({(ContentKind.VIDEO, request.id)})


def _untold(_: Any, __: Any) -> None:
    """What is asked for anew each time."""


def _reports(request: OfItem | ListRemakes, _: Any) -> Tags | None:
    """Of all items together none is named."""
    if request.kind is None or request.item_id is None:
        return None
    return frozenset({(request.kind, request.item_id)})


def _numbers(request: CountRemakes, _: Any) -> Tags:
    return frozenset((request.kind, item_id) for item_id in request.item_ids)


_SOURCES: dict[str, _Source] = {
    COUNTS.subject: _numbers,
    RESULTS.subject: _reports,
    LIST.subject: _reports,
    **{subject: source for kind in KINDS for subject, source in _sources_of(kind)},
    **{call.subject: _of_video for call in (captions.READ, captions.FIND, captions.TRANSCRIPT)},
}
