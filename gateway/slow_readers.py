"""Connections whose other end takes nothing of what it asked for are cut off, with all that waits
for them in memory.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class _Patient:
    """Beside a protocol of asyncio's: looks from time to time whether anything was taken."""

    transport: Any
    patience: float
    _look: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._wait(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._stop()
        if not self.transport.is_closing():  # cut off: nothing more is written
            super().resume_writing()  # type: ignore[misc]

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)  # type: ignore[misc]

    def _wait(self, waiting: int) -> None:
        self._stop()
        loop = asyncio.get_running_loop()
        self._look = loop.call_later(self.patience, self._looked, waiting)

    def _looked(self, before: int) -> None:
        waiting = self.transport.get_write_buffer_size()
        if waiting < before:
            self._wait(waiting)
        else:
            self.transport.abort()

    def _stop(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None


def patient_protocols(seconds: float) -> tuple[type[Any], type[Any]]:
    """For uvicorn: HTTP and WebSocket, cut off where nothing is taken for so long."""

    class Http(_Patient, HttpToolsProtocol):
        patience = seconds

    class Sockets(_Patient, WebSocketsSansIOProtocol):
        patience = seconds

    return Http, Sockets
