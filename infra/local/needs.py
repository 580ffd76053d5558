"""`python -m infra.local.needs`: says what the tests lack on this machine and how to get it."""

import os
import shutil
import sys
from pathlib import Path

from infra.local import checks
from infra.local.failures import ToolMissing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CHROMIUM = (
    "There is no Chromium: the browser tests are left out. To have them run: "
    "Debian: sudo apt install chromium; elsewhere: .venv/bin/playwright install chromium; "
    "or name one: HUB_CHROMIUM=/path/to/chromium make test"
)


def chromium() -> str | None:
    """The path of a Chromium: `HUB_CHROMIUM`, the PATH, or what Playwright has downloaded."""
    named = os.environ.get("HUB_CHROMIUM")
    return named or next(filter(None, map(shutil.which, _NAMES)), None) or _downloaded()


def _downloaded() -> str | None:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if not folder:
        cache = "Library/Caches" if sys.platform == "darwin" else ".cache"
        folder = str(Path.home() / cache / "ms-playwright")
    names = ("chrome", "Chromium", "chrome-headless-shell", "Google Chrome for Testing")
    found = (path for name in names for path in sorted(Path(folder).glob(f"chromium*/**/{name}")))
    return next((str(path) for path in found if path.is_file()), None)


def main() -> None:
    try:
        checks.ffmpeg()
        checks.ffprobe()
    except ToolMissing as error:
        raise SystemExit(str(error)) from None
    if not chromium():
        print(_CHROMIUM, flush=True)
        if os.environ.get("CI"):
            raise SystemExit("Without a Chromium, a run in CI is not complete.")


if __name__ == "__main__":
    main()
