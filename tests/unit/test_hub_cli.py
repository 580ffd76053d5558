"""The command line without a hub: what it reads, refuses, reckons and compares."""

import asyncio
import io
from pathlib import Path
from typing import Any

import msgspec
import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from infra.hub.access import find_access
from infra.hub.captions import set_captions
from infra.hub.client import Client
from infra.hub.command import main
from infra.hub.dump import COLLECTIONS, bring_in
from infra.hub.extended_json import from_line, to_line
from infra.hub.failures import CommandFailed, NotThere
from infra.hub.forms import differences, read, selection, write
from infra.hub.parallel import in_parallel
from infra.hub.progress import Meter, Transfer
from infra.hub.videos import key_of
from infra.seed.load import load_all
from shared.contracts.captions import MAX_BYTES
from shared.contracts.content import ContentKind
from shared.contracts.experiment import Experiment
from shared.contracts.kinds import KINDS
from shared.contracts.video import Video

MIB = 1024 * 1024


class TestAccess:
    def test_the_token_of_the_environment_counts_first(self, tmp_path: Path) -> None:
        (tmp_path / "editor.token").write_text("hub_file")
        given = {"HUB_TOKEN": "hub_given", "HUB_DATA_DIR": str(tmp_path), "HUB_URL": "http://a/"}
        access = find_access(given)
        assert (access.url, access.token) == ("http://a", "hub_given")
        assert "hub_given" not in repr(access)

    def test_a_token_from_the_data_folder_is_told(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "editor.token").write_text("hub_file\n")
        assert find_access({"HUB_DATA_DIR": str(tmp_path)}).token == "hub_file"
        told = capsys.readouterr()
        assert str(tmp_path / "editor.token") in told.err
        assert "hub_file" not in told.err
        assert told.out == ""

    def test_the_token_of_this_machine_is_not_sent_elsewhere(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data/editor.token").write_text("hub_file")
        monkeypatch.chdir(tmp_path)
        assert find_access({}).token == "hub_file"
        with pytest.raises(CommandFailed, match="HUB_TOKEN"):
            find_access({"HUB_URL": "https://hub.example"})

    @pytest.mark.parametrize("url", ["localhost:8080", "ftp://hub", "http://"])
    def test_what_is_no_address_is_named(self, url: str) -> None:
        with pytest.raises(CommandFailed, match="HUB_URL ist keine Adresse"):
            find_access({"HUB_URL": url, "HUB_TOKEN": "x"})

    def test_sockets_go_to_the_same_place(self) -> None:
        secure = find_access({"HUB_URL": "https://hub.example", "HUB_TOKEN": "x"})
        assert secure.socket_url == "wss://hub.example/graphql"


class TestUsage:
    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["tanzen"],
            ["upload"],
            ["upload", "film.mp4"],
            ["upload", "film.mp4", "--track", "sign-language"],
            ["upload", "film.mp4", "--title", "T", "--track", "ton"],
            ["upload", "film.mp4", "--title", "T", "--video", "videos/x"],
            ["upload", "film.mp4", "--video", "videos/x", "--publish"],
            ["cancel"],
            ["transcode", "videos/x", "--track", "ton"],
            ["withdraw", "ein-film"],
            ["withdraw", "ein-film", "--reason", "langweilig"],
        ],
    )
    def test_a_wrong_call_ends_with_2(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            main(words)
        told = capsys.readouterr()
        assert ended.value.code == 2
        assert told.out == ""
        assert "Aufruf: hub" in told.err

    @pytest.mark.parametrize("command", ["export", "import"])
    def test_help_says_how_objects_are_carried(
        self, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert "S3-Werkzeug" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("content", "reason"), [(None, "gibt es nicht"), (b"", "ist leer")], ids=["none", "empty"]
    )
    def test_files_are_looked_at_before_anything_else(
        self,
        content: bytes | None,
        reason: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        file = tmp_path / "film.mp4"
        if content is not None:
            file.write_bytes(content)
        assert main(["upload", str(file), "--title", "Film"]) == 1
        told = capsys.readouterr()
        assert reason in told.err
        assert told.out == ""


class TestKey:
    def test_size_ends_and_title_decide(self, tmp_path: Path) -> None:
        one, other = tmp_path / "one", tmp_path / "other"
        data = b"a" * MIB + b"b" * MIB + b"c" * MIB
        one.write_bytes(data)
        other.write_bytes(data)
        assert key_of(one, "Film") == key_of(other, "Film")
        assert len(key_of(one, "Film")) <= 100
        assert key_of(one, "Film") != key_of(one, "Anderer Film")
        for changed in (b"x" + data[1:], data[:-1] + b"x", data + b"c"):
            other.write_bytes(changed)
            assert key_of(one, "Film") != key_of(other, "Film")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    def test_a_line_for_every_tenth_where_there_is_no_terminal(self) -> None:
        stream = io.StringIO()
        with Meter("Film", stream=stream) as meter:
            for percent in range(101):
                meter.show(percent / 100)
        lines = stream.getvalue().splitlines()
        assert [line.split()[1] for line in lines] == [str(n) for n in range(0, 101, 10)]

    def test_one_line_in_a_terminal(self) -> None:
        stream = Terminal()
        with Meter("Film", stream=stream) as meter:
            for percent in range(101):
                meter.show(percent / 100)
        assert stream.getvalue().count("\n") == 1
        assert "100" in stream.getvalue().rpartition("\r")[2]

    def test_a_part_that_is_sent_again_is_taken_back(self) -> None:
        stream = io.StringIO()
        with Meter("Film", stream=stream) as meter:
            transfer = Transfer(meter, 100)
            transfer.skip(50)
            transfer.add(40)
            transfer.add(-40)
            transfer.add(50)
        told = [line.split()[1] for line in stream.getvalue().splitlines()]
        assert told == ["50", "90", "100"]


class TestForms:
    def test_a_draft_becomes_a_form_with_defaults_inside(self) -> None:
        form = write(
            Experiment,
            {
                "licence": "dl-de/by-2-0",
                "supervision": "adult_present",
                "materials": [{"item": "Sensor", "cost_euro": 12.5}],
                "steps": [{"title": "Eins", "image": {"key": "images/a.svg", "alt": "Ein Bild"}}],
            },
        )
        assert (form["licence"], form["supervision"]) == ("DL_DE_BY_2_0", "ADULT_PRESENT")
        assert form["materials"][0] == {
            "item": "Sensor",
            "quantity": 1,
            "unit": "",
            "costEuro": 12.5,
            "alternatives": "",
            "borrowAt": "",
        }
        step = form["steps"][0]
        assert step["image"] == {"key": "images/a.svg", "alt": "Ein Bild", "credit": ""}
        assert (step["clip"], step["checklist"], step["waitMinutes"]) == (None, [], 0)

    def test_what_the_hub_answers_is_read_as_it_was_written(self) -> None:
        answer = _answer(Video) | {
            "title": "Film",
            "licence": {"code": "CC-BY-4.0"},
            "cover": {"key": "/media/videos/1/images/a.svg", "alt": "Bild", "credit": ""},
            "fields": [{"slug": "umwelt"}, {"slug": "energie"}],
            "related_RELATED": [{"id": "R1", "kind": "GUIDE"}],
            "chapters": [{"title": "Anfang", "startSeconds": 0}],
        }
        wanted = write(
            Video,
            {
                "title": "Film",
                "licence": "CC-BY-4.0",
                "cover": {"key": "images/a.svg", "alt": "Bild"},
                "fields": ["energie", "umwelt"],
                "related": [{"kind": "guide", "id": "R1"}],
                "chapters": [{"title": "Anfang", "start_seconds": 0.0}],
            },
        )
        assert differences(wanted, read(Video, answer)) == {}
        wanted["related"][0]["relation"] = "EXPLAINED_BY"
        wanted["title"] = "Neuer Film"
        assert differences(wanted, read(Video, answer)).keys() == {"title", "related"}

    @pytest.mark.parametrize("kind", ContentKind)
    def test_the_demo_content_can_be_written(self, kind: ContentKind) -> None:
        items = [item for item in load_all() if item.kind is kind]
        assert items
        for item in items:
            images = {each.at: {"key": "images/a.svg", "alt": each.alt} for each in item.images}
            form = write(KINDS[kind].struct, item.resolve(images, {}))
            assert form["title"] == item.draft["title"]


def _answer(struct: type[Any]) -> dict[str, Any]:
    """An empty answer to all that is asked for."""
    (asked,) = parse(f"{{ {selection(struct)} }}").definitions
    assert isinstance(asked, OperationDefinitionNode)
    fields = [field for field in asked.selection_set.selections if isinstance(field, FieldNode)]
    return {(field.alias or field.name).value: [] for field in fields} | {
        "licence": {"code": "CC0-1.0"}
    }


class TestDump:
    def test_every_value_keeps_its_type(self) -> None:
        line = (
            b'{"_id":"a","n":{"$numberLong":"5"},"at":{"$date":{"$numberLong":"1700000000123"}}}\n'
        )
        document = from_line(line)
        assert document["at"].tzinfo is not None
        again = from_line(to_line(document).encode())
        assert again == document
        assert type(again["n"]) is type(document["n"])

    async def test_a_changed_export_is_not_read(self, tmp_path: Path) -> None:
        await _export(tmp_path)
        (tmp_path / "videos/items.jsonl").write_text("{}\n")
        with pytest.raises(CommandFailed, match="Prüfsumme"):
            await bring_in(tmp_path, "", replace=True)

    async def test_half_an_export_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(NotThere, match="kein vollständiger Export"):
            await bring_in(tmp_path, "", replace=True)

    async def test_a_file_that_is_missing_is_named(self, tmp_path: Path) -> None:
        await _export(tmp_path)
        (tmp_path / "gateway/accounts.jsonl").unlink()
        with pytest.raises(NotThere, match=r"accounts\.jsonl fehlt"):
            await bring_in(tmp_path, "", replace=True)


async def _export(folder: Path) -> None:
    """An export of nothing."""
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    files = {
        f"{name}/{one}.jsonl": [0, nothing] for name in COLLECTIONS for one in COLLECTIONS[name]
    }
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).touch()
    manifest = {
        "format": "hub-documents/1",
        "made_at": "2026-01-01T00:00:00Z",
        "files": {file: {"count": 0, "sha256": nothing} for file in files},
    }
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


async def test_the_first_failure_stops_the_rest() -> None:
    ended: list[int] = []

    async def work(number: int) -> None:
        if number == 1:
            raise NotThere("eins")
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(number)

    with pytest.raises(NotThere):
        await in_parallel(work, range(10), at_once=3)
    assert {0, 2} <= set(ended) <= {0, 2, 3}


async def test_captions_too_large_to_send_are_named_before_they_are_sent(tmp_path: Path) -> None:
    file = tmp_path / "film.vtt"
    for size in (MAX_BYTES + 1, 3 * MAX_BYTES):
        file.write_text("x" * size)
        async with Client.open(find_access({"HUB_TOKEN": "x", "HUB_URL": "http://a"})) as client:
            with pytest.raises(CommandFailed, match="größer als 800 kB"):
                await set_captions(client, "id", "de", file)
