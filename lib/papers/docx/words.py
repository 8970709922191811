"""Words used in papers only. Verdicts, bases and figures come from `lib/show`, so that papers and pages agree.

Nothing here states that a unit received an award: the cluster proposes (suy tôn, đề nghị), a council decides later.
"""

from __future__ import annotations

from lib.show.words.terms import SAMPLE as SAMPLE

DOTS = "……………………………………"
SHORT_DOTS = "……"
SAMPLE_BANNER = "DỮ LIỆU MẪU – số liệu giả định, không dùng làm căn cứ"
DRAFT = "DỰ THẢO"
STAMP = "Bản {version}, {moment}"
NUMBERED = "số {number}"

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số: ………………"
LONG_DATE = "ngày {day} tháng {month} năm {year}"
NO_DATE = "ngày …… tháng …… năm {year}"
LONGEST_LOCALITY = 20
SIGN_HERE = "(Ký, ghi rõ họ tên)"
RECEIVERS = "Nơi nhận:"

# -- Biên bản kiểm phiếu -------------------------------------------------------------------------------------------

MINUTES = "BIÊN BẢN"
COUNT_TITLE = "Kiểm phiếu suy tôn đơn vị đề nghị xét danh hiệu"
COUNT_AWARD = "“{award}”"
COUNT_ROUND = "Năm {year} – vòng {round}"
COUNT_RUN_OFF = "Năm {year} – bỏ phiếu lại giữa các đơn vị bằng phiếu"
COUNT_OPENING = (
    "Hôm nay, {date}, tại {place}, Hội nghị của {cluster} tiến hành {method} suy tôn đơn vị đề nghị xét danh hiệu "
    "“{award}” năm {year} (phiên {session}, vòng {round}). Ban kiểm phiếu lập biên bản kết quả kiểm phiếu như sau:"
)
METHOD_UNKNOWN = "bỏ phiếu"
TELLERS_HEADING = "1. Ban kiểm phiếu"
TELLERS = "Ban kiểm phiếu gồm {count} người:"
HEAD_TELLER = "- Trưởng ban: {name};"
TELLER = "- Ủy viên: {name};"
PRESENT_HEADING = "2. Số thành viên tham gia bỏ phiếu"
MEMBERS = "- Tổng số đơn vị thành viên: {members};"
PRESENT = "- Số đơn vị tham gia bỏ phiếu: {present};"
ABSENT = "- Số đơn vị không tham gia: {absent}; lý do: {reason}."
NOBODY_ABSENT = "- Số đơn vị không tham gia: 0."
BALLOTS_HEADING = "3. Số phiếu"
BALLOTS = (
    "- Số phiếu phát ra: {issued};",
    "- Số phiếu thu về: {collected};",
    "- Số phiếu hợp lệ: {valid};",
    "- Số phiếu không hợp lệ: {invalid}.",
)
VOTES_HEADING = "4. Kết quả kiểm phiếu"
CANDIDATES = "Số đơn vị trong danh sách bỏ phiếu: {count}. Kết quả xếp theo số phiếu đồng ý từ cao xuống thấp:"
SHARE_HEAD = "Tỷ lệ trên {base} ({value})"
SHARE_HEAD_UNKNOWN = "Tỷ lệ trên {base}"
ENOUGH = "Đủ phiếu"
NOT_ENOUGH = "Chưa đủ phiếu"
NOT_CONSIDERED = "Không xét: {why}"
COUNTED_TWICE = "Từng phiếu được kiểm hai lượt độc lập: {count} phiếu, hai lượt khớp nhau từng phiếu."
PAPERS_TABLE = "Vì bỏ phiếu công khai, từng phiếu theo số thứ tự:"
PAPER_VALID, PAPER_INVALID = "Hợp lệ", "Không hợp lệ"
PAPER_INVALID_WHY = "Không hợp lệ: {why}"
OVER_VOTE = "chọn quá {most} đơn vị"
RULE_HEADING = "5. Kết luận"
RULE = (
    "{basis}, đơn vị được suy tôn phải có số phiếu đồng ý {threshold} {base} ({value}), tức ít nhất {needed} phiếu. "
    "Số lượng được suy tôn của danh hiệu: {quota}; số lượng còn lại trước vòng này: {seats}."
)
RULE_BASIS = "Theo {basis}"
RULE_WITHOUT_BASIS = "Theo quy định tại ……………………………………"
PASSED = "Số đơn vị có số phiếu đồng ý {threshold} {base} là {count}, xếp theo thứ tự từ {first} đến {last}:"
PASSED_ONE = "Số đơn vị có số phiếu đồng ý {threshold} {base} là 01:"
PASSED_LINE = "{place}. {unit}: {votes}/{value} phiếu đồng ý, tỷ lệ {share}"
NOBODY_PASSED = "Không có đơn vị nào có số phiếu đồng ý {threshold} {base}."
PROPOSED = "Kết quả vòng này: suy tôn, đề nghị xét danh hiệu “{award}” đối với {units}."
NOBODY_PROPOSED = "Kết quả vòng này: chưa suy tôn đơn vị nào."
TIED = (
    "{units} bằng số phiếu ở vị trí cuối cùng được suy tôn, còn {seats} suất; chưa xác định, chờ bỏ phiếu lại hoặc "
    "quyết định."
)
WITHDRAWN = "{unit}: {why}."
OPEN = "Kết luận của vòng này: {why}."
NOT_CONCLUDED = "Chưa kết luận: phải sửa {cell} trước. {why}"
FORM_ONLY = "Mẫu in trước khi kiểm phiếu: số liệu do Ban kiểm phiếu ghi tay."
CLOSING = (
    "Biên bản được lập thành …… bản, đã đọc lại cho các thành viên Ban kiểm phiếu cùng nghe, thống nhất và ký tên. "
    "Việc kiểm phiếu kết thúc lúc …… giờ …… phút cùng ngày."
)
TELLERS_SIGN = "CÁC ỦY VIÊN"
HEAD_TELLER_SIGNS = "TRƯỞNG BAN KIỂM PHIẾU"

# -- Bảng tổng hợp điểm --------------------------------------------------------------------------------------------

SCORES = "BẢNG TỔNG HỢP ĐIỂM THI ĐUA"
SCORES_ABOUT = "Năm {year}"
SCORES_SHEET = "Bảng tổng hợp điểm"
SCORE_HEADS_FIRST = ("TT", "Đơn vị")
SELF_HEAD, BONUS_HEAD, DEDUCTION_HEAD, TOTAL_HEAD = "Tự chấm", "Điểm thưởng", "Điểm trừ", "Tổng điểm"
DIFFERENCE_HEAD, MAXIMUM_HEAD, SCORE_SHARE_HEAD, RANK_HEAD = "Chênh lệch", "Điểm tối đa", "Tỷ lệ điểm", "Xếp hạng"
PROVISIONAL_MARK = " (*)"
PROVISIONAL_NOTE = "(*) Tổng điểm tạm tính, còn tiêu chí chưa có điểm thẩm định: {units}."
CAPS_NOTE = "Điểm thưởng, điểm trừ trong bảng đã tính theo mức trần: thưởng {bonus}, trừ {deduction}."
NO_CAP = "không giới hạn"
MAXIMUM_NOTE = "Điểm tối đa: {maximum}."
PREPARED_BY, CHAIR = "NGƯỜI LẬP BẢNG", "CHỦ TRÌ"

# -- Danh sách đề nghị khen thưởng ---------------------------------------------------------------------------------

PROPOSALS = "DANH SÁCH"
PROPOSALS_ABOUT = "Đơn vị được suy tôn, đề nghị khen thưởng năm {year}"
PROPOSAL_SHARE_NOTE = "Tỷ lệ phiếu tính trên {bases}."
NO_PROPOSALS = "Chưa có đơn vị nào được suy tôn."
SECRETARY_SIGNS = "THƯ KÝ"
HEAD_SIGNS = "CỤM TRƯỞNG"
BY_RECORD = "Theo quyết định của {who}"
RUN_OFF_NOTE = "Bỏ phiếu lại"
ROUND_NOTE = "Vòng {round}"

# -- Biên bản hội nghị ---------------------------------------------------------------------------------------------

CONFERENCE_ABOUT = "Hội nghị tổng kết công tác thi đua, khen thưởng năm {year}"
WHEN_HEADING = "I. THỜI GIAN, ĐỊA ĐIỂM"
STARTED = "- Khai mạc: …… giờ …… phút, {date};"
PLACE = "- Địa điểm: {place}."
WHO_HEADING = "II. THÀNH PHẦN"
CHAIR_IS = "- Chủ trì: {name};"
SECRETARY_IS = "- Thư ký: {name};"
MEMBERS_ARE = "- Tổng số đơn vị thành viên: {members}; có mặt: {present}; vắng mặt: {absent};"
GUESTS = "- Đại biểu mời: ……………………………………"
AGENDA_HEADING = "III. NỘI DUNG"
AGENDA_ITEM = "{number}. {content}{person};"
AGENDA_BLANK = "……………………………………"
SCORES_HEADING = "{numeral}. KẾT QUẢ CHẤM ĐIỂM"
SCORES_PASSED = "Hội nghị nghe báo cáo và thông qua kết quả chấm điểm thi đua của {count} đơn vị như sau:"
SCORES_PROVISIONAL = "Tổng điểm của {units} là tạm tính."
VOTES_HEADING_ROMAN = "{numeral}. KẾT QUẢ BỎ PHIẾU SUY TÔN"
METHOD_LINE = "Hội nghị bầu Ban kiểm phiếu, thông qua thể lệ và bỏ phiếu; kết quả theo biên bản kiểm phiếu kèm theo:"
ROUND_LINE = "- {round}: {text}"
FOR_AWARD = "“{award}”:"
TIED_LINE = "- Đồng phiếu ở suất cuối: {units}."
RUN_OFF_REASON = "giữa các đơn vị đồng phiếu ở suất cuối; "
CORRECTIONS_HEADING = "{numeral}. ĐÍNH CHÍNH TRONG HỘI NGHỊ"
CORRECTION_LINE = "- Lần {number}: {figures}. {why}"
DECISION_LINE = "- Quyết định của {who}: {verdict} {unit}; lý do: {reason}."
CONCLUSION_HEADING = "{numeral}. KẾT LUẬN"
CONCLUDED = "Hội nghị suy tôn và thống nhất đề nghị cấp có thẩm quyền xét khen thưởng năm {year}:"
NOT_CONSIDERED_VOTES = "{votes} (không xét: {why})"
STILL_OPEN_LINE = "- {text}"
CONCLUDED_LINE = "- Danh hiệu “{award}”: {units};"
NOTHING_CONCLUDED = "- ……………………………………"
NEXT_LEADERS = "Cụm trưởng, Phó Cụm trưởng năm {year}:"
LEADER_LINE = "- {role}: {unit};"
PLEDGED = "Đơn vị đã ký giao ước thi đua: {signed}/{all}."
ENDED = "Biên bản được thông qua tại Hội nghị. Hội nghị kết thúc lúc …… giờ …… phút cùng ngày."

# -- Tờ trình ------------------------------------------------------------------------------------------------------

SUBMISSION = "TỜ TRÌNH"
SUBMISSION_ABOUT = "Về việc đề nghị khen thưởng năm {year}"
TO = "Kính gửi: ……………………………………"
BASES_LAW = (
    "Căn cứ Luật Thi đua, khen thưởng và các văn bản quy định chi tiết (số, ngày: ……………………);",
    "Căn cứ Quy chế tổ chức và hoạt động của cụm thi đua (số, ngày: ……………………);",
    "Căn cứ văn bản hướng dẫn tổng kết công tác thi đua, khen thưởng năm {year} (số, ngày: ……………………);",
)
BASE_OF_AWARD = "Căn cứ {basis} (danh hiệu “{award}”);"
BASE_OF_VOTES = "Căn cứ kết quả bỏ phiếu suy tôn tại Hội nghị ngày {date},"
SUBMITTED = "{cluster} đề nghị xem xét, khen thưởng đối với các đơn vị sau:"
ATTACHED = "Hồ sơ kèm theo:"
ATTACHMENTS = (
    "- Biên bản hội nghị; biên bản kiểm phiếu từng danh hiệu, từng vòng;",
    "- Bảng tổng hợp điểm thi đua của các đơn vị;",
    "- Danh sách đơn vị được suy tôn, đề nghị khen thưởng;",
    "- Báo cáo thành tích của từng đơn vị được đề nghị.",
)
SUBMISSION_END = "{cluster} trân trọng đề nghị ……………………………… xem xét, quyết định./."
RECEIVER_LINES = ("- Như trên;", "- Các đơn vị thành viên;", "- Lưu: ………….")

# -- Bảng điểm chi tiết --------------------------------------------------------------------------------------------

UNIT_SCORES = "BẢNG ĐIỂM CHI TIẾT NĂM {year}"
UNIT_SCORES_SHEET = "Bảng điểm chi tiết"
UNIT_SCORE_HEADS = ("Mã", "Tiêu chí", "Loại", "Điểm tối đa")
UNIT_SELF_HEADS = ("Tự chấm", "Thẩm định", "Chênh lệch", "Điểm tính")
UNIT_VERIFIED_HEADS = ("Thẩm định", "Điểm tính")
UNIT_REASON_HEADS = ("Lý do chênh lệch", "Minh chứng")
NOT_READABLE = "không đọc được"
BASE_ROW, BONUS_ROW, DEDUCTION_ROW, TOTAL_ROW = "Tổng điểm chuẩn", "Điểm thưởng", "Điểm trừ", "TỔNG ĐIỂM"
CAP_TEXT = "trần {cap}"
RANK_ROW = "Xếp hạng"
SUM_NOTE = (
    "Ô tổng là công thức: bấm vào ô để kiểm tra phép cộng. Cột Điểm tính là điểm thẩm định; nơi chưa thẩm định là "
    "điểm tự chấm (tạm tính)."
)

# -- Phụ lục số liệu -----------------------------------------------------------------------------------------------

APPENDIX = "PHỤ LỤC SỐ LIỆU"
APPENDIX_ABOUT = "Kèm theo Báo cáo tổng kết công tác thi đua, khen thưởng năm {year}"
APPENDIX_PARTS = {
    "scores": "Kết quả chấm điểm thi đua",
    "votes": "Kết quả bỏ phiếu suy tôn",
    "registrations": "Đăng ký thi đua",
    "movements": "Phong trào thi đua",
    "exemplars": "Điển hình, sáng kiến, mô hình, cách làm hay",
    "ratings": "Xếp loại chất lượng công chức, viên chức",
}
MOVEMENT_LINE = "{name}{level}: {done}/{all} đơn vị có kết quả ghi nhận."
RATING_NOTE = (
    "HTXS: hoàn thành xuất sắc nhiệm vụ; HTT: hoàn thành tốt nhiệm vụ; HT: hoàn thành nhiệm vụ; KHT: không hoàn thành "
    "nhiệm vụ."
)
ALL_UNITS = "Cộng"
PART_HEADING = "{numeral}. {title}"

# -- Giao ước, bàn giao --------------------------------------------------------------------------------------------

PLEDGES = "DANH SÁCH"
PLEDGES_ABOUT = "Ký giao ước thi đua"
PLEDGE_COUNT = "Đã ký: {signed}/{all} đơn vị; chưa ký: {missing}."
NONE_MISSING = "không có"
HANDOVER_ABOUT = "Bàn giao nhiệm vụ Cụm trưởng"
HANDOVER_YEARS = "Năm {year} – năm {next_year}"
HANDOVER_OPENING = "Hôm nay, {date}, tại {place}, chúng tôi gồm:"
GIVER, TAKER = "Bên giao", "Bên nhận"
PARTY = "{party} (Cụm trưởng năm {year}): {unit}; người đại diện: {person}."
HANDED = "Hai bên thống nhất bàn giao các hồ sơ, tài liệu sau:"
HANDOVER_OTHERS = (
    "Bảng tính của cụm và quyền quản lý bảng tính",
    "Văn bản đăng ký thi đua, bảng tự chấm và minh chứng của các đơn vị",
    "Phiếu bầu và biên bản kiểm phiếu bản gốc có chữ ký",
    "Quy chế hoạt động của cụm, con dấu hoặc tài sản khác (nếu có)",
)
HANDED_OVER = "Biên bản được lập thành …… bản có giá trị như nhau, mỗi bên giữ …… bản."
GIVER_SIGNS, TAKER_SIGNS = "ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"

# -- Trang kết quả -------------------------------------------------------------------------------------------------

RESULT_TITLE = "KẾT QUẢ CHẤM ĐIỂM VÀ SUY TÔN NĂM {year}"
RESULT_SCORES_UNRANKED = "Tổng điểm"
RESULT_PROPOSALS = "Kết quả suy tôn, đề nghị"
RESULT_WHEN = "Hội nghị ngày {where}"
RESULT_MORE_UNITS = "… và {count} đơn vị nữa; xếp hạng đầy đủ ở Bảng tổng hợp điểm."
RESULT_TIED_NOTE = "(=): đồng hạng"
RESULT_MARK_NOTE = "Mỗi cờ là một danh hiệu mà đơn vị được suy tôn, đề nghị (thanh đậm)."
RESULT_PROVISIONAL_NOTE = "(*) tổng điểm tạm tính"
RESULT_NOTE = "Cụm thi đua suy tôn và đề nghị; cấp có thẩm quyền xét và quyết định khen thưởng."
RESULT_LETTERS = (
    "Phông chữ của Trang kết quả không có chữ {letters}; trên trang, chữ đó được ghi bằng mã. Xem lại tên trong "
    "bảng tính trước khi in."
)
RESULT_NOTHING = "Chưa công bố kết quả."

# -- danh mục ------------------------------------------------------------------------------------------------------

TITLE_COUNT = "Biên bản kiểm phiếu – {award}, phiên {session}"
TITLE_SCORES = "Bảng tổng hợp điểm"
TITLE_SCORES_XLSX = "Bảng tổng hợp điểm (Excel)"
TITLE_PROPOSALS = "Danh sách đề nghị khen thưởng"
TITLE_CONFERENCE = "Biên bản hội nghị"
TITLE_SUBMISSION = "Tờ trình (dự thảo)"
TITLE_UNIT = "Bảng điểm chi tiết – {unit}"
TITLE_APPENDIX = "Phụ lục số liệu của báo cáo"
TITLE_PLEDGES = "Danh sách ký giao ước"
TITLE_HANDOVER = "Biên bản bàn giao"
TITLE_RESULT_PDF = "Trang kết quả (PDF)"
TITLE_RESULT_PNG = "Trang kết quả (ảnh PNG)"

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
