"""`python -m infra.hub.render_videos OUT`: renders the demo's videos.

Each is a line of JSON on standard output as soon as it is there.
"""

import signal
import sys
from pathlib import Path

import msgspec

from infra.local.failures import ToolMissing
from infra.seed.film import EncodingFailed
from infra.seed.items import SeedInvalid
from infra.seed.render import rendered
from infra.seed.speech import NoSpeechEngine, SpeechFailed


def main() -> None:
    """Ends on SIGTERM as on Ctrl-C, so that nothing half-made is left behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for made in rendered(Path(sys.argv[1])):
            sys.stdout.buffer.write(msgspec.json.encode(made, enc_hook=str) + b"\n")
            sys.stdout.buffer.flush()
    except (NoSpeechEngine, SpeechFailed, ToolMissing, EncodingFailed, SeedInvalid) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
