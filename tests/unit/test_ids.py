"""Global ids: there and back, and nothing else is one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.graphql.ids import decode, encode, global_id
from shared.contracts.content import ContentKind
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS
from shared.kit.ids import made_at, new_id, now
from tests.unit.items import GUIDE


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("kind", ContentKind)
def test_ids_go_there_and_back(kind: ContentKind) -> None:
    own_id = new_id()
    text = encode(KINDS[kind].struct.__name__, own_id)
    assert decode(text) == (kind, own_id)
    assert text.isascii()
    assert not set(text) & set("=+/ ")


def test_an_id_tells_when_it_was_made() -> None:
    before, made, after = now(), made_at(new_id()), now()
    assert before <= made <= after


def test_an_items_id_is_the_same_for_ever() -> None:
    assert global_id(GUIDE) == "R3VpZGU6MDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAx"
    assert decode(global_id(GUIDE)) == (ContentKind.GUIDE, GUIDE.id)


def test_padding_does_not_matter() -> None:
    text = base64.urlsafe_b64encode(f"Experiment:{GUIDE.id}".encode()).decode()
    assert text.endswith("=")
    assert decode(text) == decode(text.rstrip("=")) == (ContentKind.EXPERIMENT, GUIDE.id)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "A",
        "ü",
        GUIDE.id,
        packed(""),
        packed(":"),
        packed(GUIDE.id),
        packed(f"guide:{GUIDE.id}"),
        packed(f"Podcast:{GUIDE.id}"),
        packed(f"Content:{GUIDE.id}"),
        packed("Guide:"),
        packed("Guide:1"),
        packed(f"Guide:{GUIDE.id}\n"),
        packed(f"Guide:{GUIDE.id.upper().replace('0', 'A')}"),
        base64.urlsafe_b64encode(b"\xff\xfe:1").decode(),
        "\N{NO-BREAK SPACE}" * 4,
        "x" * 100_000,
    ],
)
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        decode(text)
    assert (caught.value.field, caught.value.code) == ("id", "invalid")


@given(st.text())
def test_no_text_leads_to_another_error(text: str) -> None:
    with pytest.raises(Invalid):
        decode(text)


def test_new_ids_are_in_order_and_moments_in_milliseconds() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(set(made))
    moment = now()
    assert moment.microsecond % 1000 == 0
    assert str(moment.tzinfo) == "UTC"
