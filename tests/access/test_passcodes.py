from __future__ import annotations

import unicodedata

import pytest

from lib.access.passcodes import SHORTEST, BadHash, hash_passcode, matches, new_passcode, parse_hash

CHEAP = 2


def test_a_hash_survives_being_stored_as_text() -> None:
    stored = hash_passcode("mưa-rào-2019", cost=CHEAP)
    assert parse_hash(str(stored)) == stored


def test_the_right_passcode_matches_and_a_neighbour_does_not() -> None:
    stored = hash_passcode("cluster-three", cost=CHEAP)
    assert matches("cluster-three", stored)
    assert not matches("cluster-threE", stored)


def test_the_default_cost_is_slow_on_purpose() -> None:
    assert hash_passcode("cluster-three").cost >= 2**15


def test_one_passcode_hashed_twice_differs_by_its_salt() -> None:
    assert str(hash_passcode("cluster-three", cost=CHEAP)) != str(hash_passcode("cluster-three", cost=CHEAP))


def test_a_hash_does_not_contain_the_passcode() -> None:
    assert "cluster" not in str(hash_passcode("cluster-three", cost=CHEAP))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_letters_match_however_the_keyboard_composes_them(form: str) -> None:
    stored = hash_passcode("Hội nghị tổng kết", cost=CHEAP)
    assert matches(unicodedata.normalize(form, "Hội nghị tổng kết"), stored)


def test_spaces_around_a_pasted_passcode_do_not_count() -> None:
    assert matches("  cluster-three\n", hash_passcode("cluster-three", cost=CHEAP))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mật khẩu",
        "scrypt$2$8$1$00",
        "bcrypt$2$8$1$00$00",
        "scrypt$3$8$1$" + "00" * 16 + "$" + "00" * 32,
        "scrypt$2$0$1$" + "00" * 16 + "$" + "00" * 32,
        "scrypt$2$8$-1$" + "00" * 16 + "$" + "00" * 32,
        "scrypt$2$8$1$$" + "00" * 32,
        "scrypt$2$8$1$" + "00" * 16 + "$" + "00" * 31,
        "scrypt$1073741824$8$1$" + "00" * 16 + "$" + "00" * 32,
        "scrypt$2$8$1$zz$" + "00" * 32,
    ],
)
def test_a_text_that_is_no_hash_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(BadHash) as caught:
        parse_hash(text)
    assert text == "" or text not in str(caught.value)


def test_a_passcode_opens_its_own_hash_and_no_other() -> None:
    stored = hash_passcode("for-the-leaders", cost=CHEAP)
    assert matches("for-the-leaders", stored)
    assert not any(matches(typed, stored) for typed in ("for-the-secretary", "for-nobody", ""))


def test_new_passcodes_are_long_and_never_the_same() -> None:
    made = {new_passcode() for _ in range(50)}
    assert len(made) == 50
    assert all(len(passcode) > SHORTEST and not set(passcode) & set("l1o0") for passcode in made)
