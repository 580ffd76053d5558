"""The tool that keeps the translations whole, on a copy of the gateway."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.interface.catalogue import read

GATEWAY = Path(__file__).parents[2] / "gateway"
BUILT = shutil.ignore_patterns("node_modules", "dist", "build", "__pycache__")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GATEWAY, tmp_path / "gateway", ignore=BUILT))


def _run(copy: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "gateway.messages", *arguments]
    done = subprocess.run(command, cwd=copy.parent, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_what_is_committed_is_whole(copy: Path) -> None:
    assert _run(copy, "--check") == (0, "")


def test_a_translation_that_is_missing_is_named(copy: Path) -> None:
    file = copy / "interface/en.po"
    entry = re.compile(r'(msgid "Suchbegriff ändern"\nmsgstr )".+"')
    file.write_text(entry.sub(r'\1""', file.read_text()))
    assert _run(copy, "--check") == (1, "Not translated: Suchbegriff ändern\n")


def test_a_new_text_is_collected_and_waits_for_its_translation(copy: Path) -> None:
    page = copy / "pages/templates/offline.html"
    page.write_text(page.read_text().replace("<noscript>", '{{ _("Ganz neu hier") }}<noscript>'))
    status, told = _run(copy, "--check")
    assert status == 1
    assert "Not translated: Ganz neu hier" in told
    assert "en.po is not what the code says" in told
    assert _run(copy) == (0, "Not translated: Ganz neu hier\n")
    file = copy / "interface/en.po"
    assert 'msgid "Ganz neu hier"\nmsgstr ""' in file.read_text()


def test_a_text_that_is_gone_is_taken_out(copy: Path) -> None:
    page = copy / "pages/templates/start.html"
    page.write_text(page.read_text().replace('{{ _("Was dahinter steckt") }}', ""))
    assert _run(copy) == (0, "")
    assert "Was dahinter steckt" not in read(copy / "interface/en.po").texts
    assert _run(copy, "--check") == (0, "")


def test_scripts_have_their_own_texts_alone(copy: Path) -> None:
    told = json.loads((copy / "web/src/messages/en.json").read_text())
    assert "Gruppe" in told
    assert "Suchbegriff ändern" not in told
