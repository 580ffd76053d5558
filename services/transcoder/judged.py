"""Runs ffmpeg and says whose fault a failure is: the file's, the store's or the machine's."""

from collections.abc import Callable, Sequence
from pathlib import Path

from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.source import is_read_from_store
from shared.contracts.errors import Unavailable
from shared.kit.process import (
    Limits,
    Output,
    OutputTooLong,
    ProcessFailed,
    ProcessTooSlow,
    run,
)

_NOT_FOUND = 127


class Interrupted(Unavailable):
    """The network was in the way while a file was read: whatever came of it proves nothing."""

    def __init__(self, detail: str) -> None:
        super().__init__("Der Dateispeicher antwortet nicht.")
        self.detail = detail


async def run_judged(
    command: Sequence[str],
    limits: Limits,
    *,
    folder: Path,
    on_line: Callable[[str], None] | None = None,
) -> Output:
    """A failure is the file's fault (`Damaged`, `TooCostly`) unless something else is the reason:
    a full disk (`Unavailable`), the machine (`ProcessFailed`, as it is) or the network.

    ffmpeg takes a lost input for its end and is content. So where a file is read from the store,
    trouble on the way is `Interrupted` even when the program succeeds.
    """
    distant = is_read_from_store(command)
    try:
        output = await run(command, limits, folder=folder, on_line=on_line)
    except ProcessTooSlow as slow:
        raise (Interrupted if distant else TooCostly)(str(slow)) from slow
    except OutputTooLong as much:
        raise TooCostly(str(much)) from much
    except ProcessFailed as failure:
        raise _judged(failure, distant=distant) from failure
    if distant and output.network_trouble:
        raise Interrupted(output.tail)
    return output


def _judged(failure: ProcessFailed, *, distant: bool) -> Exception:
    if failure.by_machine or failure.returncode == _NOT_FOUND:
        return failure
    if failure.by_full_disk:
        return Unavailable("Dem Transcoder fehlt Platz auf dem Laufwerk.")
    if distant and failure.network_trouble:
        return Interrupted(failure.tail)
    return (TooCostly if failure.by_limit else Damaged)(failure.tail)
