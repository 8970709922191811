"""Verified points (điểm thẩm định), the self points that differ from them with the reason, and the totals as typed.

Every figure is invented. `KPS` means "không phát sinh", `-` a blank cell. Where no difference is listed the unit's own
score equals the verified one.
"""

from __future__ import annotations

from rows_criteria import CRITERIA, GROUPS, group_of
from rows_units import CODES, SHORT_NAMES
from tables import Cell, Row, Table, number

# fmt: off
#            TGPL   THADS  HTQTCT BTNN   KTVB   DKGDBD CN     BTTP   QLXLV… PBGDPL LLTP
VERIFIED = (
    ("I.1",  "24     21.75  24.75  22.75  22.75  23     25     23.75  23.5   21.25  24"),
    ("I.2",  "17.25  18.5   18     17.75  19.25  18.75  17     18.5   18.5   19.75  KPS"),
    ("I.3",  "19.75  17.5   18.5   19     18     19.5   18.75  17.5   17.75  19.5   19.25"),
    ("I.4",  "9.5    10     9.75   9.75   9.25   9.5    10     8      10     8.75   KPS"),
    ("I.5",  "9.25   9      10     10     10     8.5    KPS    10     10     9      8.75"),
    ("I.6",  "15     14.5   15     13     12.75  15     12.75  15     14.5   13.75  13.5"),
    ("I.7",  "4.5    5      5      4      4.5    4.5    4      5      5      KPS    4"),
    ("I.8",  "5      4.5    4      4      4      5      4.75   5      4.25   5      KPS"),
    ("I.9",  "3      2      2      0      1      3      1      2      4      4      1"),
    ("I.10", "0      1      0      0.5    0      0      0      0      0      0      1"),
    ("II.1", "8      6.5    7      6.5    7      7.75   8      7.5    7      7.25   7.75"),
    ("II.2", "6      5      5.75   6      5.75   5.75   5      6      6      5.25   6"),
    ("II.3", "6      5      6      6      5.5    5      5.75   5      5.5    5.5    5"),
    ("II.4", "4      5      5      4.25   4.5    4      4.5    5      5      5      5"),
    ("II.5", "4.5    5      4      5      4.75   5      5      5      5      4      5"),
    ("II.6", "-      -      -      -      -      -      -      -      -      -      -"),
    ("III.1","8      7      7.5    6.75   7      8      8      6.75   7.5    7.25   7"),
    ("III.2","5      5      5      6      6      6      5.5    5.5    5      6      5"),
    ("III.3","5.5    6      5.5    6      5      5.5    5      6      5.5    5      5.25"),
    ("III.4","4.25   5      4.25   4.5    5      5      4.75   5      4.75   5      5"),
    ("III.5","5      5      4      4      5      4.75   4.5    5      5      5      4"),
    ("III.6","2      3      0      1      0      2      1      1      3      2      0"),
    ("IV.1", "5.5    5.5    5      6      KPS    5.5    6      5.5    5.75   5.5    5.25"),
    ("IV.2", "4      4      4      4.25   5      4.75   4      5      4.75   4.5    4.5"),
    ("IV.3", "4.25   4.75   5      5      KPS    5      5      5      5      KPS    4.75"),
    ("IV.4", "4      3.5    4      4      4      3.5    3.75   4      3.5    4      3.5"),
    ("V.1",  "4      4      4      4      3.25   4      4      3.5    3.5    4      4"),
    ("V.2",  "2.75   3      2.5    2.75   3      3      3      3      3      2.5    3"),
    ("V.3",  "3      3      3      2.5    3      2.5    3      3      3      3      2.5"),
    ("V.4",  "0      0      0      0      0.5    0      0.5    0      0      0      0"),
)
# fmt: on

#                     TGPL THADS HTQTCT BTNN KTVB DKGDBD CN BTTP QLXLVPHC PBGDPL LLTP
VERIFIED_TOTALS = "193 187 188.5 184.25 185.75 193.75 188.5 191.5 193.25 190.75 182"
SELF_TOTALS = "194 189 190.5 186.75 189 195 190.5 194 195.5 192.5 183.5"

EVIDENCE = "https://example.org/minh-chung/{}"

# unit, criterion, self points, why the verified points differ, name of the evidence file
DIFFERENCES = (
    ("TGPL", "I.1", "24.25", "Một đề án trong kế hoạch hoàn thành chậm so với tiến độ", "tgpl-ke-hoach-nam.pdf"),
    ("TGPL", "I.5", "9.75", "Trừ điểm 01 đơn giải quyết quá thời hạn", "tgpl-so-theo-doi-don.pdf"),
    ("TGPL", "II.2", "5.75", "Cộng điểm việc lấy ý kiến công khai về quy chế mà đơn vị chưa tính", None),
    ("TGPL", "IV.1", "6", "Chưa công bố kịp thời 01 thủ tục sửa đổi", None),
    ("THADS", "II.1", "7.5", "Báo cáo kiểm điểm gửi chưa đủ nội dung theo hướng dẫn", "thads-kiem-diem.pdf"),
    ("THADS", "II.3", "5.5", "Chưa gửi báo cáo thực hành tiết kiệm quý III", None),
    ("THADS", "IV.2", "4.5", "Phần mềm mới triển khai thí điểm, chưa áp dụng toàn hệ thống", None),
    ("HTQTCT", "I.8", "4.5", "Đề tài cấp cơ sở chưa nghiệm thu trong năm", "htqtct-de-tai.pdf"),
    ("HTQTCT", "II.1", "7.5", "Thiếu tài liệu minh chứng cho một nội dung", None),
    ("HTQTCT", "IV.1", "5.5", "Tỷ lệ hồ sơ trả kết quả đúng hạn thấp hơn mức đơn vị tự tính", "htqtct-mot-cua.xlsx"),
    ("HTQTCT", "IV.2", "4.5", "Cơ sở dữ liệu điện tử chưa kết nối đầy đủ với địa phương", None),
    ("BTNN", "I.1", "23.25", "Một nhiệm vụ trong kế hoạch xin lùi sang năm sau", "btnn-ke-hoach-nam.pdf"),
    ("BTNN", "I.2", "18.25", "Dự thảo thông tư trình chậm so với tiến độ", None),
    ("BTNN", "I.7", "4.5", "Một hoạt động hợp tác chưa tổ chức trong năm", None),
    ("BTNN", "I.10", "0", "Có 01 nhiệm vụ quá hạn mà đơn vị chưa tự trừ điểm", "btnn-theo-doi.xlsx"),
    ("BTNN", "III.4", "5", "Danh sách điển hình gửi sau thời hạn", None),
    ("KTVB", "I.4", "9.5", "Một đoàn kiểm tra chưa ban hành kết luận", "ktvb-ke-hoach-kiem-tra.pdf"),
    ("KTVB", "I.8", "5", "Chuyên đề nghiên cứu mới hoàn thành một phần", None),
    ("KTVB", "I.9", "2", "Chỉ 01 trong 02 sáng kiến có quyết định công nhận", "ktvb-sang-kien.pdf"),
    ("KTVB", "II.3", "6", "Chưa gửi kế hoạch phòng, chống tham nhũng đúng hạn", None),
    ("KTVB", "III.3", "5.5", "Chưa có báo cáo sơ kết phong trào", None),
    ("DKGDBD", "I.1", "23.5", "Một nhiệm vụ hoàn thành trong tháng 12, chưa có minh chứng", "dkgdbd-ke-hoach-nam.pdf"),
    ("DKGDBD", "IV.1", "6", "Chưa rà soát đủ các thủ tục theo kế hoạch", None),
    ("DKGDBD", "IV.4", "3.75", "Một phần hồ sơ chưa nộp lưu trữ đúng hạn", None),
    ("CN", "I.7", "4.5", "Một hoạt động hợp tác chuyển sang năm sau", "cn-hop-tac.pdf"),
    ("CN", "III.3", "5.5", "Chưa có báo cáo sơ kết phong trào", None),
    ("CN", "III.5", "4.75", "Hồ sơ đề nghị khen thưởng bổ sung sau thời hạn", None),
    ("CN", "III.6", "2", "Một hình thức khen thưởng thuộc năm trước, không tính", "cn-khen-thuong.pdf"),
    ("CN", "IV.2", "3.75", "Cộng điểm hệ thống mới vận hành mà đơn vị chưa tính", None),
    ("BTTP", "I.1", "24.25", "Một nhiệm vụ hoàn thành chậm so với kế hoạch", "bttp-ke-hoach-nam.pdf"),
    ("BTTP", "II.3", "6", "Thiếu báo cáo về thực hành tiết kiệm, chống lãng phí", None),
    ("BTTP", "III.6", "2", "Chỉ 01 hình thức khen thưởng có quyết định trong năm", "bttp-khen-thuong.pdf"),
    ("QLXLVPHC", "I.1", "24", "Một nhiệm vụ phối hợp hoàn thành sau thời hạn", "qlxlvphc-ke-hoach-nam.pdf"),
    ("QLXLVPHC", "I.2", "19", "Dự thảo nghị định xin lùi thời hạn trình 01 lần", None),
    ("QLXLVPHC", "I.3", "18.25", "Báo cáo theo dõi thi hành pháp luật gửi bổ sung số liệu", None),
    ("QLXLVPHC", "I.8", "5", "Đề tài chưa nghiệm thu trong năm", "qlxlvphc-de-tai.pdf"),
    ("PBGDPL", "I.5", "9.25", "Một kiến nghị trả lời chậm", None),
    ("PBGDPL", "II.1", "7.75", "Thiếu tài liệu minh chứng cho một nội dung", "pbgdpl-kiem-diem.pdf"),
    ("PBGDPL", "III.3", "6", "Chuyên đề quý IV chưa tổ chức sinh hoạt", None),
    ("LLTP", "I.1", "24.5", "Một nhiệm vụ trong kế hoạch chuyển sang năm sau", "lltp-ke-hoach-nam.pdf"),
    ("LLTP", "I.6", "14", "Một báo cáo theo yêu cầu của lãnh đạo Bộ gửi chậm", None),
    ("LLTP", "III.1", "7.25", "Kế hoạch phát động ban hành chậm", None),
    ("LLTP", "IV.2", "4.75", "Dữ liệu tồn đọng chưa cập nhật hết", None),
)

LEADING = ("STT", "Mã", "Tên tiêu chí", "Điểm tối đa")


def verified_points() -> dict[tuple[str, str], Cell]:
    """Verified points by (criterion, unit)."""
    return {
        (criterion, unit): number(word)
        for criterion, line in VERIFIED
        for unit, word in zip(CODES, line.split(), strict=True)
    }


def self_points() -> dict[tuple[str, str], Cell]:
    """Self points by (criterion, unit): the verified ones, but for the differences."""
    return verified_points() | {(criterion, unit): number(word) for unit, criterion, word, *_ in DIFFERENCES}


def _rows(points: dict[tuple[str, str], Cell], totals: str) -> tuple[Row, ...]:
    rows: list[Row] = []
    for group, maximum in GROUPS:
        rows.append((None, group, None, maximum, *[None] * (len(CODES) + 1)))
        for code, name, most, *_ in CRITERIA:
            if group_of(code) == group:
                place = sum(row[0] is not None for row in rows) + 1
                rows.append((place, code, name, most, *[points.get((code, unit)) for unit in CODES], None))
    typed = [number(word) for word in totals.split()] or [None] * len(CODES)
    rows.append((None, "Tổng", "Tổng điểm, sau khi áp dụng trần điểm thưởng, điểm trừ", 200, *typed, None))
    return tuple(rows)


VERIFIED_EMPTY = Table("Thẩm định", (*LEADING, *CODES, "Ghi chú"), _rows({}, ""), "BẢNG ĐIỂM THẨM ĐỊNH")
SELF_EMPTY = Table("Tự chấm", (*LEADING, *SHORT_NAMES, "Ghi chú"), _rows({}, ""), "BẢNG ĐIỂM TỰ CHẤM CỦA CÁC ĐƠN VỊ")

VERIFIED_TABLE = VERIFIED_EMPTY.with_rows(*_rows(verified_points(), VERIFIED_TOTALS))
SELF_TABLE = SELF_EMPTY.with_rows(*_rows(self_points(), SELF_TOTALS))

REASONS = Table(
    "Giải trình",
    ("Đơn vị", "Mã tiêu chí", "Lý do", "Minh chứng"),
    tuple(
        (unit, criterion, reason, EVIDENCE.format(file) if file else None)
        for unit, criterion, _, reason, file in DIFFERENCES
    ),
)
