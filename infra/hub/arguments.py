"""What can be written after `hub`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from gateway.auth.administration import add_actions
from gateway.auth.key_administration import add_key_actions
from gateway.pages.wording import TRACK
from shared.contracts.content import WithdrawalReason
from shared.contracts.video import TrackKind

_PROLOGUE = "Die Befehlszeile des Inhalte-Hubs: Videos hochladen, veröffentlichen, zurückziehen."
_EPILOGUE = """\
Umgebungsvariablen:
  HUB_URL        Adresse des Hubs (sonst http://localhost:8080)
  HUB_TOKEN      Zugangsschlüssel (sonst der aus $HUB_DATA_DIR/editor.token)
  HUB_DATA_DIR   Datenordner des Hubs auf diesem Rechner (sonst ./data)
  HUB_MONGO_URL  Datenbankserver, nur für export, import, account und key

Beispiel:
  hub upload film.mp4 --title "Feinstaub messen" --captions film.vtt --publish

Endet mit 0, wenn alles gelungen ist, mit 1, wenn etwas nicht ging, mit 2 bei einem falschen
Aufruf, mit 130 nach einer Unterbrechung."""
_CARRY = """
Für den Umzug der Dokumente auf einen anderen Datenbankserver. Bitte halten Sie den Hub so lange
von Änderungen frei. Bilder und Videos liegen im Objektspeicher; kopieren Sie die Buckets
sources, renders und media mit einem beliebigen S3-Werkzeug."""


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False, **options)
        self.add_argument("-h", "--help", action="help", help="zeigt diese Hilfe")
        self._optionals.title = "Angaben"
        self._positionals.title = "Wofür"

    def error(self, message: str) -> NoReturn:
        self.print_usage()
        self.exit(2, f"Der Aufruf ist unvollständig oder falsch ({message}).\n")

    def print_usage(self, file: Any = None) -> None:
        """On standard error: standard output is for results."""
        super().print_usage(file or sys.stderr)


def read(words: Sequence[str]) -> argparse.Namespace:
    """What was written after `hub`; ends the program with 2 where that makes no sense."""
    whole = parser()
    chosen = whole.parse_args(words)
    if chosen.command == "upload" and (wrong := _contradiction(chosen)):
        whole.error(wrong)
    return chosen


def _contradiction(chosen: argparse.Namespace) -> str:
    """What of an upload's options does not go together; empty where all do."""
    if chosen.video:
        of_new = {"--title": chosen.title, "--summary": chosen.summary}
        of_new |= {"--captions": chosen.captions, "--publish": chosen.publish}
        given = [name for name, value in of_new.items() if value]
        return f"{', '.join(given)} gehört zu einem neuen Video, nicht zu --video" if given else ""
    if chosen.track is not TrackKind.MAIN:
        return "zu --track gehört --video"
    return "" if chosen.title else "zu einem neuen Video gehört --title, sonst --video"


def parser() -> argparse.ArgumentParser:
    """The namespace it makes holds the command's name in `command`."""
    whole = _Parser(prog="hub", description=_PROLOGUE, epilog=_EPILOGUE)
    commands = whole.add_subparsers(
        title="Befehle", dest="command", required=True, metavar="BEFEHL", parser_class=_Parser
    )

    def command(name: str, text: str, more: str = "") -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}.{more}"
        )
        return made

    for add in (
        _upload,
        _captions,
        _transcode,
        _cancel,
        _publish,
        _withdraw,
        _status,
        _seed,
        _follow,
        _unfollow,
        _following,
        _rebuild,
        _export,
        _import,
        _account,
        _key,
    ):
        add(command)
    return whole


_Command = Callable[..., argparse.ArgumentParser]
_VIDEO = "das Video, zum Beispiel videos/feinstaub-messen oder nur feinstaub-messen"
_ITEM = "der Inhalt, zum Beispiel videos/feinstaub-messen oder nur feinstaub-messen"


def _upload(command: _Command) -> None:
    one = command("upload", "lädt ein Video hoch und gibt seinen Kurznamen aus")
    one.add_argument("file", type=Path, metavar="DATEI", help="die Videodatei")
    one.add_argument("--title", metavar="TITEL", help="Titel des neuen Videos")
    one.add_argument(
        "--video",
        metavar="VIDEO",
        help="statt --title: ein Video, das es schon gibt; die Datei ersetzt seine bisherige",
    )
    _add_track(one, TrackKind.AUDIO_DESCRIPTION, TrackKind.SIGN_LANGUAGE)
    one.add_argument("--summary", default="", metavar="TEXT", help="zwei, drei Sätze")
    one.add_argument("--language", default="de", metavar="SPRACHE", help="de, de-simple, gsg, en …")
    one.add_argument("--captions", type=Path, metavar="DATEI", help="Untertitel (WebVTT, SRT)")
    one.add_argument("--wait", action="store_true", help="wartet, bis das Video fertig ist")
    one.add_argument(
        "--publish",
        action="store_true",
        help="veröffentlicht, sobald es sich ansehen lässt, und wartet, bis es fertig ist",
    )


def _captions(command: _Command) -> None:
    more = (
        " Ohne Datei und ohne --download, --write, --review oder --remove zeigt er, welche es gibt."
    )
    one = command(
        "captions", "sendet, holt, prüft, entfernt oder erzeugt die Untertitel eines Videos", more
    )
    one.add_argument("video", metavar="VIDEO", help=_VIDEO)
    one.add_argument("file", nargs="?", type=Path, metavar="DATEI", help="WebVTT oder SRT")
    one.add_argument("--language", default="de", metavar="SPRACHE", help="de, de-simple, en …")
    one.add_argument("--label", metavar="NAME", help="wie sie im Menü heißen")
    one.add_argument("--reviewed", action="store_true", help="ein Mensch hat sie geprüft")
    one.add_argument("--download", metavar="SPRACHE", help="gibt die Untertitel aus")
    one.add_argument(
        "--format",
        choices=("vtt", "srt", "txt"),
        default="vtt",
        metavar="ART",
        help="vtt, srt oder txt (fortlaufender Text)",
    )
    one.add_argument("--write", metavar="SPRACHE", help="lässt sie automatisch erzeugen")
    one.add_argument("--review", metavar="SPRACHE", help="sagt, dass ein Mensch sie geprüft hat")
    one.add_argument("--remove", metavar="SPRACHE", help="nimmt sie vom Video")


def _transcode(command: _Command) -> None:
    more = " Nach einem Fehler wird weitergemacht; was jetzt abspielbar ist, bleibt es so lange."
    one = command("transcode", "wandelt die Datei eines Videos noch einmal um", more)
    one.add_argument("slug", metavar="VIDEO", help=_VIDEO)
    _add_track(one, *TrackKind)
    one.add_argument("--wait", action="store_true", help="wartet, bis sie fertig ist")


def _cancel(command: _Command) -> None:
    one = command("cancel", "bricht die Verarbeitung eines Videos ab; die Datei bleibt")
    one.add_argument("slug", metavar="VIDEO", help=_VIDEO)
    _add_track(one, *TrackKind)


def _add_track(one: argparse.ArgumentParser, *kinds: TrackKind) -> None:
    names = ", ".join(f"{kind} ({TRACK[kind]})" for kind in kinds)
    one.add_argument(
        "--track", choices=kinds, type=_track, default=TrackKind.MAIN, metavar="ART", help=names
    )


def _track(word: str) -> TrackKind:
    try:
        return TrackKind(word.replace("-", "_"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"„{word}“ gibt es nicht") from None


def _publish(command: _Command) -> None:
    one = command("publish", "veröffentlicht einen Inhalt")
    one.add_argument("slug", metavar="INHALT", help=_ITEM)


def _withdraw(command: _Command) -> None:
    one = command("withdraw", "zieht einen Inhalt überall zurück")
    one.add_argument("slug", metavar="INHALT", help=_ITEM)
    reasons = [reason.value.replace("_", "-") for reason in WithdrawalReason]
    one.add_argument(
        "--reason",
        required=True,
        choices=reasons,
        metavar="GRUND",
        help=f"{', '.join(reasons)}; steht auch für andere lesbar im Änderungsverlauf",
    )
    one.add_argument("--note", default="", metavar="TEXT", help="was dazu zu sagen ist")
    one.add_argument("--replaced-by", metavar="INHALT", help="was an seine Stelle tritt")


def _status(command: _Command) -> None:
    one = command("status", "zeigt einen Inhalt, oder alles Unveröffentlichte und die Dienste")
    one.add_argument("slug", nargs="?", metavar="INHALT", help=_ITEM)


def _seed(command: _Command) -> None:
    more = " Was von der Demo schon da ist, bleibt; geändert wird nur, was von ihr abweicht."
    command("seed", "füllt den Hub mit den Inhalten der Demo", more)


def _follow(command: _Command) -> None:
    more = " Was dort zurückgezogen wird, verschwindet auch hier, in jedem Fall von selbst."
    one = command("follow", "folgt einem anderen Hub und übernimmt dessen Inhalte", more)
    one.add_argument("address", metavar="ADRESSE", help="zum Beispiel https://hub.soest.example")
    one.add_argument(
        "--automatic", action="store_true", help="übernimmt Neues und Änderungen ohne Rückfrage"
    )
    one.add_argument(
        "--link", action="store_true", help="kopiert keine Bilder und Filme, verweist nur darauf"
    )


def _unfollow(command: _Command) -> None:
    one = command("unfollow", "folgt einem Hub nicht mehr und nimmt herunter, was von dort kam")
    one.add_argument("address", metavar="ADRESSE", help="wie bei follow")


def _following(command: _Command) -> None:
    command("following", "zeigt, welchen Hubs gefolgt wird und wie es um sie steht")


def _rebuild(command: _Command) -> None:
    more = (
        " Für den Fall, dass der Ereignisspeicher (JetStream) verloren ging. Es darf "
        "weitergearbeitet werden, und eine Wiederholung schadet nicht."
    )
    command("rebuild-log", "trägt alle Inhalte wieder in das Protokoll der Änderungen ein", more)


def _export(command: _Command) -> None:
    one = command("export", "schreibt alle Dokumente der Datenbank in einen Ordner", _CARRY)
    one.add_argument("folder", type=Path, metavar="ORDNER", help="ein neuer oder leerer Ordner")
    _add_suffix(one)


def _import(command: _Command) -> None:
    one = command("import", "liest die Dokumente eines Exports in die Datenbank ein", _CARRY)
    one.add_argument("folder", type=Path, metavar="ORDNER", help="der Ordner des Exports")
    one.add_argument("--replace", action="store_true", help="löscht zuvor, was schon da ist")
    _add_suffix(one)


def _account(command: _Command) -> None:
    more = (
        " Wirkt auf die Datenbank selbst; ein Passwort wird erfragt oder von der "
        "Standardeingabe gelesen."
    )
    one = command("account", "verwaltet die Konten", more)
    _add_suffix(one)
    add_actions(one)


def _key(command: _Command) -> None:
    more = " Ein Schlüssel wird nur einmal gezeigt. Wirkt auf die Datenbank selbst."
    one = command("key", "verwaltet die Schlüssel anderer Städte", more)
    _add_suffix(one)
    add_key_actions(one)


def _add_suffix(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--suffix", default="", metavar="NAME", help="die Datenbanken heißen experiments_NAME usw."
    )
