"""What services reply, decoded. Items come again and again: in lists, in other lists, alone."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from shared.contracts.calls import Call, Found, Page
from shared.contracts.content import Content

A = TypeVar("A")
_Decode = Callable[[Raw], Any]

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
        self._by_reply: dict[Any, _Decode] = {}

    def decoded(self, call: Call[Any, A], reply: Raw) -> A:
        """Raises `msgspec.ValidationError` where the reply is none to this call."""
        decode = self._by_reply.get(call.reply)
        if decode is None:
            decode = self._by_reply[call.reply] = self._decoder(call.reply)
        found: A = decode(reply)
        return found

    def _decoder(self, reply: Any) -> _Decode:
        if _is_item(reply):
            return self._reader(reply)
        around = get_origin(reply)
        if around in (Page, Found) and _is_item(item := get_args(reply)[0]):
            return _several(msgspec.json.Decoder(around[Raw]), self._reader(item))
        return msgspec.json.Decoder(reply).decode

    def _reader(self, item: type[Content]) -> _Decode:
        decoder = msgspec.json.Decoder(item)

        def read(reply: Raw) -> Content:
            key = (item, bytes(reply))
            known = self._items.get(key)
            if known is None:
                return self._keep(key, decoder.decode(reply))
            self._items.move_to_end(key)
            return known

        return read

    def _keep(self, key: tuple[type[Content], bytes], item: Content) -> Content:
        self._items[key] = item
        self._bytes += len(key[1])
        while self._bytes > self._most_bytes:
            (_, oldest), _ = self._items.popitem(last=False)
            self._bytes -= len(oldest)
        return item


def _is_item(reply: Any) -> bool:
    return isinstance(reply, type) and issubclass(reply, Content)


def _several(decoder: Any, read: _Decode) -> _Decode:
    def decode(reply: Raw) -> Any:
        found = decoder.decode(reply)
        return replace(found, items=tuple([read(each) for each in found.items]))

    return decode
