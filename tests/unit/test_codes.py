"""Codes that people write down."""

import pytest

from shared.kit.codes import code_from, grouped, hash_of, new_code, tidied


def test_a_code_is_written_in_groups_and_read_however_it_is_typed() -> None:
    code = new_code()
    assert len(code) == 20
    assert tidied(grouped(code)) == code
    assert tidied(f" {grouped(code).lower()}\n") == code
    assert grouped(code).count("-") == 3


@pytest.mark.parametrize(("typed", "meant"), [("o0-Il 1L", "001111"), ("abc", "ABC")])
def test_letters_that_look_like_digits_are_digits(typed: str, meant: str) -> None:
    assert tidied(typed) == meant


def test_no_two_codes_are_the_same_and_none_holds_what_looks_alike() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert not set("".join(codes)) & set("ILOU")


def test_only_a_hash_is_kept() -> None:
    code = new_code()
    assert code not in hash_of(code)
    assert hash_of(code) == hash_of(tidied(grouped(code)))


def test_a_code_can_be_made_of_a_secret() -> None:
    assert code_from(b"\x00" * 32) == "0" * 20
    assert len(code_from(bytes(range(32)))) == 20
