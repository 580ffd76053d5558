"""An answer of HTTP/1.1 as it comes in, into memory that is used again."""

_ROOM = 1024 * 1024
_END_OF_CHUNKS = b"\r\n0\r\n\r\n"
"""JSON holds no line breaks of this kind in its strings, so this is the end."""


class Answer:
    """Raises `RuntimeError` where it is a failure: another status than 200, or GraphQL errors."""

    def __init__(self) -> None:
        self._bytes = bytearray(_ROOM)
        self._view = memoryview(self._bytes)
        self.clear()

    def clear(self) -> None:
        self._filled = self._begins = 0
        self._length: int | None = None

    def room(self) -> memoryview:
        return self._view[self._filled :]

    def grown(self, size: int) -> bool:
        """Whether it is whole now that `size` bytes were added."""
        self._filled += size
        if not self._begins:
            self._read_head()
        return bool(self._begins) and self._is_whole() and self._is_good()

    @property
    def body(self) -> bytes:
        raw = bytes(self._view[self._begins : self._filled])
        return raw if self._length is not None else _joined(raw)

    def _read_head(self) -> None:
        end = self._bytes.find(b"\r\n\r\n", 0, self._filled)
        if end < 0:
            return
        self._begins = end + 4
        head = bytes(self._view[:end]).lower()
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode())
        _, found, after = head.partition(b"\r\ncontent-length:")
        self._length = int(after.split(b"\r\n", 1)[0]) if found else None

    def _is_whole(self) -> bool:
        if self._length is not None:
            return self._filled - self._begins >= self._length
        return self._bytes.endswith(_END_OF_CHUNKS, self._begins, self._filled)

    def _is_good(self) -> bool:
        if self._bytes.find(b'"errors":', self._begins, self._filled) >= 0:
            raise RuntimeError(self.body.decode()[:500])
        return True


def _joined(raw: bytes) -> bytes:
    """What comes in chunks, without their sizes."""
    whole = b""
    while raw:
        size, _, raw = raw.partition(b"\r\n")
        length = int(size, 16)
        whole, raw = whole + raw[:length], raw[length + 2 :]
        if not length:
            break
    return whole
