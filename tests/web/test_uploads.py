"""Files that are put in to be converted: only with a permit, within bounds, and gone after a quarter of an hour."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.access.rights import Right
from lib.web import uploads
from lib.web.uploads import LARGEST_BOX, LIFE, MOST_BOXES, MOST_FILES, NAME_HEADER, PATH, PERMIT_HEADER, Upload, Uploads


@pytest.fixture
def kept(clock) -> Uploads:
    return Uploads(clock)


class Secretary:
    """A requester with every right."""

    def may(self, _right: Right) -> bool:
        return True


@pytest.fixture(autouse=True)
def asked_by_the_secretary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "current_requester", Secretary)


def test_a_permit_alone_puts_nothing_in(kept, monkeypatch):
    permit = kept.permit()
    monkeypatch.setattr(uploads, "current_requester", lambda: None)
    assert put(kept, permit) == 403
    assert kept.files(permit) == ()


def put(kept: Uploads, permit: str, content: bytes = b"x", name: str = "bảng.xlsx") -> int:
    client = TestClient(Starlette(routes=[kept.route()]))
    headers = {PERMIT_HEADER: permit, NAME_HEADER: quote(name)}
    return client.post(f"/{PATH}", content=content, headers=headers).status_code


def test_a_file_is_kept_under_its_name_for_the_page_that_asked(kept):
    permit, other = kept.permit(), kept.permit()
    assert put(kept, permit, b"content") == 204
    assert kept.files(permit) == (Upload("bảng.xlsx", b"content"),)
    assert kept.files(other) == ()


def test_a_file_of_the_same_name_takes_the_place_of_the_first(kept):
    permit = kept.permit()
    put(kept, permit, b"old")
    put(kept, permit, b"new")
    assert [upload.content for upload in kept.files(permit)] == [b"new"]


@pytest.mark.parametrize("permit", ["", "guessed", "x" * 32])
def test_without_a_permit_nothing_is_taken(kept, permit):
    held = kept.permit()
    assert put(kept, permit) == 403
    assert kept.files(held) == ()


def test_a_permit_ends_by_itself_with_everything_put_in(kept, clock):
    permit = kept.permit()
    put(kept, permit)
    clock.now = LIFE - 1
    assert kept.permit(permit) == permit
    clock.now = 2 * LIFE
    assert kept.permit(permit) != permit
    assert kept.files(permit) == ()
    assert put(kept, permit) == 403


def test_a_file_over_the_bound_is_refused_while_it_arrives(kept, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_TABLE_FILE", 10)
    permit = kept.permit()
    assert put(kept, permit, b"x" * 11) == 413
    assert kept.files(permit) == ()


def test_a_box_holds_so_much_and_so_many(kept):
    permit = kept.permit()
    assert kept.put(permit, Upload("a", b"x" * LARGEST_BOX)) == 204
    assert kept.put(permit, Upload("b", b"x")) == 413
    assert kept.put(permit, Upload("a", b"x")) == 204
    assert [kept.put(permit, Upload(f"{number}", b"x")) for number in range(MOST_FILES)][-1] == 413


def test_the_oldest_box_makes_room_for_a_new_one(kept, clock):
    permits = []
    for second in range(MOST_BOXES + 1):
        clock.now = float(second)
        permits.append(kept.permit())
    assert not kept.holds(permits[0])
    assert all(kept.holds(permit) for permit in permits[1:])


def test_a_name_is_no_path(kept):
    permit = kept.permit()
    put(kept, permit, name="../../etc/passwd")
    assert kept.files(permit)[0].name == ".._.._etc_passwd"


def test_files_are_forgotten_when_it_is_asked(kept):
    permit = kept.permit()
    put(kept, permit)
    kept.clear(permit)
    assert kept.files(permit) == ()
