"""How many bytes a rendition takes, and how like its source it is."""

import re
import subprocess
from pathlib import Path

from infra.local import checks

_ALL = re.compile(r"All:([0-9.]+)")


def ssim(made: Path, source: Path, width: int, height: int) -> float:
    """Structural similarity with the source at the rendition's size: 1 is the same."""
    graph = (
        f"[1:v]scale={width}:{height}:flags=bicubic,format=yuv420p,settb=1/25,setpts=N[b];"
        "[0:v]settb=1/25,setpts=N[a];[a][b]ssim"
    )
    command = [checks.ffmpeg(), "-nostdin", "-i", str(made), "-i", str(source)]
    command += ["-lavfi", graph, "-an", "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return float(_ALL.findall(said)[-1])
