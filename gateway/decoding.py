"""What services reply, decoded. Items come again and again: in lists, in other lists, alone."""

from collections import OrderedDict
from typing import Any, TypeVar, get_args, get_origin

from msgspec import Raw
from msgspec.structs import replace

from shared.contracts.calls import Call, Found, Page
from shared.contracts.content import Content
from shared.kit.bus import decoded

A = TypeVar("A")

MOST_BYTES = 4 * 1024 * 1024
"""Of JSON; as Structs it takes about four times as much."""


class Decoding:
    """An item that came before in the same bytes is the same object: what takes long is to check
    it against its contract.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._items: OrderedDict[tuple[type[Content], bytes], Content] = OrderedDict()

    def decoded(self, call: Call[Any, A], reply: Raw) -> A:
        """Raises `msgspec.ValidationError` where the reply is none to this call."""
        form: Any = call.reply
        found: Any
        if _is_item(form):
            found = self._item(form, reply)
        elif (around := get_origin(form)) in (Page, Found) and _is_item(get_args(form)[0]):
            (item,) = get_args(form)
            several = decoded(around[Raw], reply)
            found = replace(several, items=tuple([self._item(item, it) for it in several.items]))
        else:
            found = decoded(form, reply)
        return found  # type: ignore[no-any-return]

    def _item(self, form: type[Content], reply: Raw) -> Content:
        key = (form, bytes(reply))
        known = self._items.get(key)
        if known is None:
            return self._keep(key, decoded(form, reply))
        self._items.move_to_end(key)
        return known

    def _keep(self, key: tuple[type[Content], bytes], item: Content) -> Content:
        self._items[key] = item
        self._bytes += len(key[1])
        while self._bytes > self._most_bytes:
            (_, oldest), _ = self._items.popitem(last=False)
            self._bytes -= len(oldest)
        return item


def _is_item(reply: Any) -> bool:
    return isinstance(reply, type) and issubclass(reply, Content)
