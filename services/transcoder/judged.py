"""Runs ffmpeg and says whose fault a failure is: the file's, the store's or the machine's."""

from collections.abc import Callable, Sequence
from pathlib import Path

from services.transcoder.errors import Damaged, TooCostly
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


async def run_judged(
    command: Sequence[str],
    limits: Limits,
    *,
    folder: Path,
    on_line: Callable[[str], None] | None = None,
) -> Output:
    """A failure is the file's fault (`Damaged`, `TooCostly`) unless something else is the reason:
    the store or a full disk (`Unavailable`), or the machine (`ProcessFailed`, as it is)."""
    try:
        return await run(command, limits, folder=folder, on_line=on_line)
    except (ProcessTooSlow, OutputTooLong) as much:
        raise TooCostly(str(much)) from much
    except ProcessFailed as failure:
        if failure.by_machine or failure.returncode == _NOT_FOUND:
            raise
        if failure.by_full_disk:
            raise Unavailable("Dem Transcoder fehlt Platz auf dem Laufwerk.") from failure
        if failure.by_store:
            raise Unavailable("Der Dateispeicher antwortet nicht.") from failure
        raise (TooCostly if failure.by_limit else Damaged)(failure.tail) from failure
