"""What `make run` is told."""

import pytest

from infra.local.__main__ import arguments


@pytest.mark.parametrize("word", ["1", "8080", "65535"])
def test_a_port(word: str) -> None:
    assert arguments(["--port", word]).port == int(word)


@pytest.mark.parametrize("word", ["0", "65536", "99999", "-1", "achtzig", "", "9" * 5000, "8080.0"])
def test_what_is_no_port_is_told_in_a_sentence(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        arguments([f"--port={word}"])
    assert ended.value.code == 2
    assert "is no port. Give a number from 1 to 65535." in capsys.readouterr().err
