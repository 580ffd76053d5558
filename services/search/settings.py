"""The settings of the search."""

from pathlib import Path

from shared.kit.settings import Settings


class SearchSettings(Settings, frozen=True, kw_only=True):
    """`index_dir` may be emptied at any time: what was in it is made anew from the log."""

    index_dir: Path
    caller_public_key: str
