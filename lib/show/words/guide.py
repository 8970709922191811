"""The guide for the secretary, as data: the year, the tabs and columns, how to type, how to correct, the glossary, and
the rules in force with their legal basis.

Names of tabs, columns and choices are taken from `lib/sheets`, so that the guide never names one that is not read.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.model.domain import KeyKind, RankingKey, Rule, RuleItem
from lib.model.records import SCORING_TABS, VOTING_TABS, Tab, Workbook
from lib.sheets.columns import Column
from lib.sheets.layout import LAYOUT, Extra, TabLayout
from lib.show.tables.score_tables import CELL
from lib.show.words import awards, numbers
from lib.show.words.terms import DEFAULT, label

PARTS = {
    "mot-nam": "một năm làm những gì",
    "quy-dinh": "quy định đang áp dụng",
    "cach-ghi": "cách ghi",
    "phieu-giay": "kiểm từng phiếu giấy",
    "khi-phai-sua": "khi phải sửa",
    "nguon-so-lieu": "nguồn số liệu",
    "tu-ngu": "từ ngữ",
    "trang-tinh": "các trang tính và cột",
}
"""The parts of the guide in their order, by their anchors."""
YEAR = (
    "Bắt đầu bằng một trong ba cách: bảng tính mẫu (trang Tải về), bảng điểm đã có của cụm (trang Nhập bảng có sẵn), "
    "hoặc số liệu mẫu để xem thử.",
    "Ai quen dòng lệnh: python -m lib, chạy trong thư mục của chương trình, lập bảng tính mẫu (template), "
    "kiểm tra (check), tính kết quả (summary), lập văn bản (papers), sao lưu (backup); thêm --help để xem đủ.",
    "Đầu năm: lập bảng tính từ mẫu; ghi “Thông tin”, “Đơn vị”, “Tiêu chí”, “Danh hiệu” và căn cứ của từng quy định.",
    "Trong năm: ghi “Đăng ký”, “Giao ước”, “Phong trào”, “Điển hình” khi có; việc quá hạn, đơn vị chưa "
    "ký… được nhắc ở phần “Việc trong năm” của trang Kiểm tra số liệu.",
    "Cuối năm: các đơn vị gửi điểm tự chấm, thư ký ghi vào “Tự chấm”; tổ thẩm định ghi “Thẩm định” và “Giải trình”.",
    "Hội nghị: ghi phiên vào “Bỏ phiếu”, số phiếu vào “Phiếu”; xong thì đặt trạng thái “đã kiểm”.",
    "Đại biểu xem kết quả đã công bố trên điện thoại: quét mã QR trên màn hình hội trường, hoặc mở địa chỉ /xem. "
    "Mã và địa chỉ có ở trang Điều khiển hội nghị.",
    "Sau hội nghị: ghi “Quyết định” nếu có đồng phiếu, đơn vị rút, hoặc Cụm trưởng, Phó Cụm trưởng quyết định.",
)
DEFAULTS = (
    f"Quy định để trống thì dùng giá trị mặc định và ghi là “{DEFAULT}”. "
    "Ghi văn bản của cụm vào cột “Căn cứ” để xác nhận."
)
TYPING = (
    "Điểm: gõ số, ví dụ 9,5. Ô trống là chưa có điểm, không phải 0 điểm. Không phát sinh thì gõ KPS.",
    "Số phiếu: gõ 0 nếu không có phiếu; ô trống là chưa kiểm, phiên còn ô trống thì chưa được tính.",
    "“Không ý kiến” và phiếu trắng vẫn là phiếu hợp lệ; “Không hợp lệ” chỉ ghi phiếu do ban kiểm phiếu kết luận.",
    "Ngưỡng: gõ 2/3, 80%, hoặc > 1/2. Nếu bảng tính tự đổi thành ngày, gõ dấu nháy đơn ở đầu: '2/3.",
    "Ngày: gõ ngày/tháng/năm, ví dụ 18/12/2019.",
    "Sắp xếp: chỉ chọn các dòng dưới tiêu đề. Sắp xếp cả trang tính đưa dòng tiêu đề vào giữa bảng, và cả trang tính "
    "chưa quyết định gì cho đến khi bấm Hoàn tác.",
    "Không gộp ô trong bảng điểm: điểm ở ô bên phải và bên dưới mất đi khi gộp.",
    "Điểm và số phiếu là số, không phải tỷ lệ: gõ 95, không gõ 95%.",
    "Chữ ký, nơi nhận, dòng tổng cộng dưới bảng không được đọc; mỗi dòng ấy có một ghi chú ở trang Kiểm tra số liệu.",
    "Đơn vị, tiêu chí, danh hiệu: gõ mã, tên tắt hoặc tên đầy đủ đều được.",
    "Không chèn công thức vào ô điểm; hàng “Tổng” nếu có chỉ để đối chiếu, không dùng để xếp hạng.",
)
PAPERS = (
    "Không bắt buộc: gõ tổng số phiếu vào “Bỏ phiếu” và “Phiếu” như thường lệ cũng đủ. Gõ từng phiếu thì chương "
    "trình tự cộng và tự đối chiếu.",
    "Trước khi kiểm, ban kiểm phiếu ghi số thứ tự lên mặt sau từng phiếu đã trộn. Mỗi phiếu một dòng ở “Phiếu "
    "bầu”: mã phiên, số phiếu, lượt 1, rồi ở cột của từng đơn vị gõ x (đồng ý), không (không đồng ý) hoặc để "
    "trống (không ý kiến).",
    "Người thứ hai gõ lại toàn bộ xấp phiếu, ghi lượt 2, không nhìn lượt 1. Trang Điều khiển hội nghị cho thấy "
    "hai lượt khác nhau ở phiếu nào, đơn vị nào, hai ô nào; lấy phiếu giấy ra xem rồi sửa lượt gõ sai.",
    "Ban kiểm phiếu kết luận phiếu không hợp lệ thì ghi ở cột “Kết luận” và “Lý do”. Cột “Chọn tối đa” của phiên "
    "ở “Bỏ phiếu” tự loại phiếu chọn quá số đơn vị cho phép. Phiếu trắng vẫn hợp lệ.",
    "Không gõ “Thu về”, “Hợp lệ”, “Không hợp lệ” và không có dòng ở “Phiếu” thì lấy số đếm từ phiếu; đã gõ thì "
    "mọi số phải bằng nhau.",
    "Phiên bỏ phiếu kín: không thêm cột cho biết ai bỏ phiếu hay giờ gửi; có thì phiên không được tính. Dưới 4 "
    "phiếu kín thì các đơn vị chỉ thấy đủ phiếu hay chưa; biên bản vẫn ghi đủ số.",
)
FORMS = (
    "Dùng khi giơ tay hoặc bỏ phiếu công khai từ xa. Ghi Hình thức của phiên là giơ tay.",
    "Trên Google Biểu mẫu: một câu hỏi “Bầu” kiểu Hộp kiểm, mỗi lựa chọn một đơn vị (tên tắt hoặc tên đầy đủ); "
    "một câu hỏi “Mã phiên” kiểu Danh sách thả xuống. Nên bật giới hạn một câu trả lời cho mỗi người.",
    "Mục Câu trả lời, chọn Liên kết với Trang tính, rồi đổi tên trang câu trả lời thành “Phiếu bầu” (hoặc dán câu"
    " trả lời vào đó). Không cần “Số phiếu”: số dòng thay cho số phiếu, và chỉ có một lượt kiểm.",
    "Câu trả lời là danh sách cách nhau bằng dấu phẩy; tên đơn vị có dấu phẩy vẫn đọc đúng vì tên dài nhất được "
    "nhận trước. Phần không nhận ra được báo ngay tại ô đó. Cách này chỉ biết số đồng ý.",
    "Không dùng cho bỏ phiếu kín: biểu mẫu luôn ghi dấu thời gian, và thường ghi e-mail, nên biết được ai chọn "
    "ai. Phiên ghi kín hoặc để trống Hình thức mà có các cột ấy thì không được tính.",
)
CORRECTING = (
    "Mở trang Kiểm tra số liệu: mỗi dòng nêu trang tính, ô, giá trị đang ghi và cách xử lý.",
    "Sửa ngay trong bảng tính; trang tự cập nhật sau vài giây.",
    "“Phải sửa”: ô đó chưa được tính. “Cần xem lại”: vẫn được tính, nhưng nên kiểm tra. “Ghi chú”: chỉ để biết.",
    "Điểm, phiếu đã công bố không tự đổi theo bảng tính; thay đổi sau công bố là đính chính, có lý do.",
    "Trang web đi theo những gì hội trường đã xem hết: màn công bố đã chiếu đến bước cuối. Bấm công bố mà chưa chiếu "
    "hết thì điện thoại chưa thấy gì.",
    "Ai sửa được bảng tính thì xem được số phiếu trước khi công bố: không giao quyền sửa cho các đơn vị.",
    "Bảng tính chia sẻ bằng đường liên kết thì ai có địa chỉ cũng đọc được mọi trang tính: ghi số phiếu vào một bảng "
    "tính thứ hai đọc bằng tài khoản dịch vụ, hoặc vào tệp Excel trên máy chạy hệ thống, cạnh bảng điểm.",
)

PURPOSES: dict[Tab, str] = {
    Tab.INFO: "Tên cụm, năm, hội nghị và các quy định chung về điểm; mỗi mục một dòng.",
    Tab.UNITS: "Các đơn vị thành viên, theo thứ tự nghi thức.",
    Tab.CRITERIA: "Các nhóm và tiêu chí, điểm tối đa, loại điểm.",
    Tab.VERIFIED: "Điểm thẩm định: mỗi dòng một tiêu chí, mỗi cột một đơn vị.",
    Tab.SELF: "Điểm tự chấm, cùng dạng với “Thẩm định”.",
    Tab.EXPLANATIONS: "Lý do điểm thẩm định khác điểm tự chấm, và minh chứng.",
    Tab.AWARDS: "Các danh hiệu để suy tôn, đề nghị, với số lượng và thể lệ.",
    Tab.SESSIONS: "Mỗi phiên bỏ phiếu một dòng: số có mặt, số phiếu, ban kiểm phiếu, trạng thái.",
    Tab.VOTES: "Số phiếu của từng đơn vị trong từng phiên.",
    Tab.BALLOT_PAPERS: "Từng phiếu giấy, mỗi phiếu một dòng; hai người gõ hai lượt thì chương trình đối chiếu. "
    "Chỉ thư ký xem được; phiên bỏ phiếu kín không hiện từng phiếu ở đâu cả.",
    Tab.ROLL_CALL: "Điểm danh: số có mặt của các phiên lấy từ đây nếu chưa ghi.",
    Tab.DECISIONS: "Quyết định khi đồng phiếu, khi đơn vị rút hoặc không đủ điều kiện, khi hết số vòng.",
    Tab.REGISTRATIONS: "Đăng ký thi đua đầu năm.",
    Tab.PLEDGES: "Ký giao ước thi đua; có ngày ký mới tính là đã ký.",
    Tab.EXCLUSIONS: "Đơn vị đang không được xét, và thời hạn; chỉ thư ký thấy.",
    Tab.LEADERSHIP: "Cụm trưởng, Phó Cụm trưởng từng năm.",
    Tab.MOVEMENTS: "Các phong trào thi đua và kết quả của từng đơn vị.",
    Tab.EXEMPLARS: "Điển hình, sáng kiến, mô hình, cách làm hay.",
    Tab.RATINGS: "Số người theo mức xếp loại chất lượng.",
    Tab.HISTORY: "Kết quả các năm trước, theo tên đơn vị khi đó; mỗi đơn vị một dòng cho mỗi năm.",
    Tab.LINEAGE: "Đơn vị đổi tên (một tên cũ thành một tên mới), sáp nhập, tách.",
    Tab.AGENDA: "Chương trình hội nghị và màn hình của từng mục.",
    Tab.TASKS: "Việc cần làm và thời hạn.",
    Tab.GUIDE: "Trang ghi chú riêng; không được đọc.",
    Tab.ORIGIN: "Bảng có sẵn đã được chuyển từ đâu; không được đọc.",
}
REQUIRED_TABS = frozenset({Tab.INFO, Tab.UNITS})
WORDS = (
    ("Điểm tự chấm", "điểm đơn vị tự cho mình"),
    ("Điểm thẩm định", "điểm sau khi thẩm định; có điểm này thì dùng điểm này"),
    ("Tạm tính", "còn ô chưa có điểm, hoặc đang tạm lấy điểm tự chấm"),
    ("KPS", "không phát sinh nhiệm vụ; được tính theo cột “Không phát sinh” của tiêu chí"),
    ("Đồng hạng", "bằng nhau ở mọi tiêu chí xếp hạng; hai đơn vị cùng hạng 2 thì hạng tiếp theo là 4"),
    ("Phần vượt trần", "phần điểm thưởng hoặc điểm trừ quá mức trần, không tính vào tổng"),
    ("Mẫu số", "số để tính tỷ lệ phiếu: tổng thành viên, có mặt, phát ra, thu về hoặc hợp lệ"),
    ("Ngưỡng", "tỷ lệ phiếu đồng ý phải có để được suy tôn, đề nghị"),
    ("Đồng phiếu", "bằng phiếu ở vị trí cuối; chương trình không tự chọn, chờ bỏ phiếu lại hoặc quyết định"),
    ("Suy tôn, đề nghị", "kết quả bỏ phiếu của cụm; việc tặng danh hiệu do cấp có thẩm quyền quyết định sau"),
    ("Công bố", "cho các đơn vị và hội nghị xem; trước đó chỉ thư ký thấy"),
)


@dataclass(frozen=True)
class TabGuide:
    """A tab: its purpose, and its columns in a phrase each."""

    name: str
    purpose: str
    columns: tuple[str, ...]


def tabs() -> tuple[TabGuide, ...]:
    """Every tab with its columns, in the order of the template."""
    return tuple(TabGuide(_name(tab), PURPOSES[tab.tab], _columns(tab)) for tab in LAYOUT)


def _name(tab: TabLayout) -> str:
    if tab.tab in REQUIRED_TABS:
        return f"{tab.name} (bắt buộc)"
    if tab.tab in SCORING_TABS:
        return f"{tab.name} (cần để chấm điểm)"
    return f"{tab.name} (cần để bỏ phiếu)" if tab.tab in VOTING_TABS else tab.name


def _columns(tab: TabLayout) -> tuple[str, ...]:
    of_units = ["Mỗi đơn vị một cột: mã, tên tắt hoặc tên đầy đủ"] if tab.extra is Extra.UNIT else []
    return (*map(_phrase, tab.columns), *of_units)


def _phrase(column: Column) -> str:
    """A column: "Mẫu số; một trong: tổng thành viên / có mặt …; để trống là tổng thành viên"."""
    parts = [f"{column.header} *" if column.required else column.header]
    if column.words[1:]:
        parts.append(f"cũng đọc được: {', '.join(column.words[1:])}")
    if column.offered:
        parts.append(f"một trong: {' / '.join(column.offered)}")
    if column.default:
        parts.append(f"để trống là {column.default}")
    return "; ".join(parts)


def words() -> pd.DataFrame:
    """The glossary: the words of the pages and their meaning."""
    return pd.DataFrame(WORDS, columns=["Từ", "Nghĩa"])


BASIS = "Căn cứ"


def contest_rules(workbook: Workbook) -> pd.DataFrame:
    """The rules of scoring: their content and legal basis; a default without a basis asks to be confirmed."""
    rows = [
        {
            "Quy định": label(rule.item),
            "Đang áp dụng": value(workbook, rule),
            BASIS: rule.basis or (DEFAULT if rule.by_default else ""),
            CELL: rule.cell,
        }
        for rule in workbook.contest.rules
    ]
    return pd.DataFrame(rows)


def value(workbook: Workbook, rule: Rule) -> str:
    """The content of a rule of scoring, in words."""
    contest = workbook.contest
    if rule.item is RuleItem.DECIMALS:
        return numbers.count(contest.decimals)
    if rule.item is RuleItem.RANKING:
        return ranking_words(contest.ranking)
    cap = contest.bonus_cap if rule.item is RuleItem.BONUS_CAP else contest.deduction_cap
    return "không giới hạn" if cap is None else f"{numbers.points(cap, contest.decimals)} điểm"


def ranking_words(keys: tuple[RankingKey, ...] | None) -> str:
    """The keys of the ranking, "tổng điểm, rồi điểm nhóm I"; where they are unreadable, that no unit is ranked."""
    if keys is None:
        return "chưa rõ, nên chưa xếp hạng"
    return ", rồi ".join(_key(key) for key in keys)


def _key(key: RankingKey) -> str:
    return label(key.kind) if key.kind in (KeyKind.TOTAL, KeyKind.SHARE) else f"{label(key.kind)} {key.name}"


def award_rules(workbook: Workbook) -> pd.DataFrame:
    """The rule of every award with its basis."""
    rows = [
        {
            "Danh hiệu": award.name,
            "Đang áp dụng": ". ".join(awards.rule(workbook, award)),
            BASIS: award.basis or "",
            CELL: award.cell,
        }
        for award in workbook.awards
    ]
    return pd.DataFrame(rows)
