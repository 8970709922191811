"""Biên bản kiểm phiếu in every turn that a ballot can take."""

from __future__ import annotations

from lib.papers.ballot_minutes import ballot_minutes
from lib.snapshot import Snapshot
from tests.days import mended, papers_tables, version, with_cell
from tests.papers.conftest import edited, place, sample, stamp, text_of

COUNTED = place("Bỏ phiếu", "Trạng thái", Mã_phiên="P1")
BASIS = place("Danh hiệu", "Căn cứ", Mã="CNTP")


def minutes(snapshot: Snapshot, session: str = "P1") -> str:
    row = next(one for one in snapshot.workbook.sessions if one.code == session)
    return text_of(ballot_minutes(snapshot, stamp(snapshot), row))


def votes(unit: str, in_favour: int, against: int = 0, abstain: int = 0, session: str = "P1") -> dict:
    """The three votes of a unit in the sample's `Phiếu`."""
    heads = ("Đồng ý", "Không đồng ý", "Không ý kiến")
    return {
        place("Phiếu", head, Mã_phiên=session, Đơn_vị=unit): value
        for head, value in zip(heads, (in_favour, against, abstain), strict=True)
    }


def test_the_table_stands_from_most_votes_to_fewest_and_in_protocol_order_among_equals():
    rows = [
        line.split(" | ") for line in minutes(sample()).splitlines() if line[:1].isdigit() and line.count(" | ") == 6
    ]
    assert [int(row[2]) for row in rows] == [10, 8, 7, 3, 2, 0, 0, 0]
    assert [row[1] for row in rows[-3:]] == [
        "Tổng cục Thi hành án dân sự",
        "Cục Hộ tịch, quốc tịch, chứng thực",
        "Cục Kiểm tra văn bản quy phạm pháp luật",
    ]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 9)]


def test_votes_of_a_session_that_does_not_count_are_never_printed():
    text = minutes(edited({COUNTED: "đang bỏ phiếu"}))
    assert "Mẫu in trước khi kiểm phiếu" in text
    assert "DỰ THẢO" in text
    assert "- Số phiếu hợp lệ: ……;" in text
    assert "1 | Cục Trợ giúp pháp lý |  |  |  |  |" in text
    assert not [line for line in text.splitlines() if "%" in line]
    assert "Kết quả vòng này" not in text


def test_a_tie_across_the_last_seat_is_said_and_not_broken():
    changed = votes("QLXLVPHC", 8, 1, 1) | votes("PBGDPL", 8, 1, 1) | votes("DKGDBD", 8, 1, 1)
    text = minutes(edited(changed))
    assert "suy tôn, đề nghị xét danh hiệu “Cờ thi đua ngành Tư pháp” đối với Cục Trợ giúp pháp lý." in text
    tied = next(line for line in text.splitlines() if "bằng số phiếu ở vị trí cuối cùng" in line)
    for name in ("Đăng ký quốc gia", "Phổ biến, giáo dục", "Quản lý xử lý vi phạm"):
        assert name in tied


def test_nobody_with_enough_votes_is_said_so():
    low = {}
    for unit in ("TGPL", "QLXLVPHC", "PBGDPL"):
        low |= votes(unit, 3, 6, 1)
    text = minutes(edited(low))
    assert "Không có đơn vị nào có số phiếu đồng ý từ 2/3 tổng số đơn vị thành viên." in text
    assert "Kết quả vòng này: chưa suy tôn đơn vị nào." in text


def test_a_unit_that_may_not_vote_for_itself_lowers_the_base_by_one():
    own = {place("Danh hiệu", "Tự bỏ phiếu", Mã="CNTP"): "không"}
    counts = {place("Bỏ phiếu", head, Mã_phiên="P1"): n for head, n in (("Hợp lệ", 11), ("Không hợp lệ", 0))}
    text = minutes(edited(own | counts))
    assert "Tỷ lệ trên tổng số đơn vị thành viên (trừ phiếu của chính đơn vị) (10)" in text
    assert "8/10 phiếu đồng ý, tỷ lệ 80,00 %" in text


def test_another_threshold_and_base_are_named_as_they_were_typed():
    text = minutes(
        edited({place("Danh hiệu", "Ngưỡng", Mã="CNTP"): "> 1/2", place("Danh hiệu", "Mẫu số", Mã="CNTP"): "hợp lệ"})
    )
    assert "trên 1/2 số phiếu hợp lệ (10), tức ít nhất 06 phiếu" in text
    assert "Tỷ lệ trên số phiếu hợp lệ (10)" in text


def test_a_rule_without_a_legal_basis_leaves_dots_for_it():
    text = minutes(edited({BASIS: None}))
    assert "Theo quy định tại ……………………………………, đơn vị được suy tôn phải có" in text
    assert "Quy ước của dữ liệu mẫu" not in text


def test_an_abbreviated_legal_basis_keeps_its_capitals():
    assert "Theo QĐ 2267/QĐ-BTP, đơn vị" in minutes(edited({BASIS: "QĐ 2267/QĐ-BTP"}))


def test_absent_units_are_counted_and_the_reason_is_left_to_the_hand():
    counts = {place("Bỏ phiếu", head, Mã_phiên="P1"): value for head, value in (("Có mặt", 10), ("Phát ra", 10))}
    counts |= {place("Bỏ phiếu", head, Mã_phiên="P1"): value for head, value in (("Thu về", 10), ("Không hợp lệ", 0))}
    text = minutes(edited(counts))
    assert "- Số đơn vị tham gia bỏ phiếu: 10;" in text
    assert "- Số đơn vị không tham gia: 01; lý do: ……………………………………." in text


def test_a_unit_that_withdraws_is_named_and_nobody_moves_up():
    decision = dict(zip("ABCDE", ("CNTP", "TGPL", "rút", "Xin rút", "Cục TGPL"), strict=True))
    text = minutes(edited({("Quyết định", f"{column}2"): value for column, value in decision.items()}))
    assert "Cục Trợ giúp pháp lý: rút." in text


def test_the_minutes_do_not_take_the_sample_for_real():
    assert text_of_marks(sample()) == 2
    real = edited({place("Thông tin", "Giá trị", Mục="Dữ liệu mẫu"): "không"})
    assert text_of_marks(real) == 0


def text_of_marks(snapshot: Snapshot) -> int:
    return minutes(snapshot).count("DỮ LIỆU MẪU")


def test_what_is_not_known_of_the_day_is_dotted():
    blank = {place("Thông tin", "Giá trị", Mục=item): None for item in ("Ngày hội nghị", "Địa điểm")}
    text = minutes(edited(blank))
    assert "……, ngày …… tháng …… năm ……" in text
    assert "Hôm nay, ngày …… tháng …… năm 2019, tại ……………………………………, Hội nghị" in text


def test_a_hall_is_no_locality():
    text = minutes(edited({place("Thông tin", "Giá trị", Mục="Địa điểm"): "Hội trường tầng 2, 60 Trần Phú"}))
    assert "……, ngày 18 tháng 12 năm 2019" in text
    assert "tại Hội trường tầng 2, 60 Trần Phú, Hội nghị" in text


def rows_of_papers(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.count(" | ") == 3 and line[:1].isdigit()]


def test_minutes_of_a_secret_ballot_say_that_it_was_counted_twice_and_show_no_paper():
    text = minutes(version(mended(papers_tables())).snapshot)
    assert "Từng phiếu được kiểm hai lượt độc lập: 11 phiếu, hai lượt khớp nhau từng phiếu." in text
    assert "từng phiếu theo số thứ tự" not in text
    assert rows_of_papers(text) == []


def test_minutes_of_an_open_vote_hold_every_paper_by_its_number():
    text = minutes(version(with_cell(mended(papers_tables()), "Bỏ phiếu", 2, 4, "giơ tay")).snapshot)
    found = rows_of_papers(text)
    assert len(found) == 11
    assert found[5].startswith("6 | Không hợp lệ: bầu quá 3 đơn vị | ")
    assert found[6].split(" | ")[2] == "Cục TGPL, Cục ĐKQGGDBĐ, Cục QLXLVPHC & TDTHPL"


def test_minutes_of_an_open_vote_say_why_a_paper_is_invalid_also_by_rule():
    tables = with_cell(mended(papers_tables()), "Bỏ phiếu", 2, 4, "giơ tay")
    at_most = with_cell(with_cell(tables, "Bỏ phiếu", 1, 15, "Chọn tối đa"), "Bỏ phiếu", 2, 15, 2)
    assert rows_of_papers(minutes(version(at_most).snapshot))[6].startswith("7 | Không hợp lệ: chọn quá 2 đơn vị | ")


def test_minutes_of_one_count_or_of_counts_that_differ_claim_no_second_count():
    assert "hai lượt" not in minutes(version(papers_tables()).snapshot)
    assert "hai lượt" not in minutes(sample())
