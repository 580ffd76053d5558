"""Where the document server's package keeps its program."""

import sysconfig
from pathlib import Path

from infra.local.failures import ToolMissing


def documents_server() -> str:
    """The server is run, never imported: its licence (GPL-2.0) stays with its process."""
    for scheme in ("platlib", "purelib"):
        path = Path(sysconfig.get_path(scheme)) / "secantusdb.scripts" / "secantusd-rs"
        if path.exists():
            return str(path)
    raise ToolMissing("The document server is not installed. Run: make install")
