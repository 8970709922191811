"""The texts of the template: placeholders, titles, hints, the guide, the programme of the conference."""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.domain import CriterionKind
from lib.model.records import Tab
from lib.model.year_records import SceneKind
from lib.sheets.columns import LARGEST_DECIMALS
from lib.sheets.vocabulary import PLACEHOLDER_UNIT

CLUSTER = "(Điền tên cụm thi đua)"
UNIT = PLACEHOLDER_UNIT
FLAG = "Cờ thi đua ngành Tư pháp"
GOVERNMENT_FLAG = "Cờ thi đua Chính phủ"
UNKNOWN_CODE = "Mã này không có trong trang tính Tiêu chí"


@dataclass(frozen=True, slots=True)
class CriterionExample:
    """A placeholder criterion of a new workbook; `points` is its maximum."""

    group: str
    code: str
    name: str
    points: int
    kind: CriterionKind = CriterionKind.BASE


CRITERIA = (
    CriterionExample("I. Nhiệm vụ chuyên môn", "I.1", "(Tên tiêu chí I.1)", 20),
    CriterionExample("I. Nhiệm vụ chuyên môn", "I.2", "(Tên tiêu chí I.2)", 20),
    CriterionExample("I. Nhiệm vụ chuyên môn", "I.3", "(Tên tiêu chí I.3)", 20),
    CriterionExample("II. Xây dựng cơ quan, đơn vị", "II.1", "(Tên tiêu chí II.1)", 10),
    CriterionExample("II. Xây dựng cơ quan, đơn vị", "II.2", "(Tên tiêu chí II.2)", 10),
    CriterionExample("III. Phong trào thi đua, khen thưởng", "III.1", "(Tên tiêu chí III.1)", 10),
    CriterionExample("III. Phong trào thi đua, khen thưởng", "III.2", "(Tên tiêu chí III.2)", 10),
    CriterionExample(
        "IV. Điểm thưởng, điểm trừ", "IV.1", "(Tên nội dung được thưởng điểm)", 5, kind=CriterionKind.BONUS
    ),
    CriterionExample(
        "IV. Điểm thưởng, điểm trừ", "IV.2", "(Tên nội dung bị trừ điểm)", 5, kind=CriterionKind.DEDUCTION
    ),
)

TITLES = {
    Tab.INFO: "Thông tin chung và quy định",
    Tab.UNITS: "Đơn vị thành viên của cụm",
    Tab.CRITERIA: "Bảng tiêu chí chấm điểm",
    Tab.VERIFIED: "Điểm thẩm định",
    Tab.SELF: "Điểm tự chấm của các đơn vị",
    Tab.EXPLANATIONS: "Giải trình chênh lệch giữa điểm tự chấm và điểm thẩm định",
    Tab.AWARDS: "Danh hiệu đưa ra suy tôn",
    Tab.SESSIONS: "Các phiên bỏ phiếu",
    Tab.VOTES: "Số phiếu của từng đơn vị",
    Tab.BALLOT_PAPERS: "Từng phiếu bầu, nếu gõ từng phiếu",
    Tab.ROLL_CALL: "Điểm danh các đơn vị",
    Tab.DECISIONS: "Quyết định khi đồng phiếu, khi rút hoặc không đủ điều kiện",
    Tab.REGISTRATIONS: "Đăng ký thi đua",
    Tab.PLEDGES: "Ký giao ước thi đua",
    Tab.EXCLUSIONS: "Trường hợp không xét trong thời gian ghi dưới đây",
    Tab.LEADERSHIP: "Cụm trưởng, Phó Cụm trưởng các năm",
    Tab.MOVEMENTS: "Phong trào thi đua và kết quả của từng đơn vị",
    Tab.EXEMPLARS: "Điển hình, sáng kiến, mô hình, cách làm hay",
    Tab.RATINGS: "Xếp loại chất lượng công chức, viên chức",
    Tab.HISTORY: "Kết quả các năm trước",
    Tab.LINEAGE: "Đơn vị đổi tên, sáp nhập, chia tách",
    Tab.AGENDA: "Chương trình hội nghị",
    Tab.TASKS: "Công việc trong năm",
}

HINTS = {
    Tab.INFO: "Điền cột Giá trị. Để trống là dùng mặc định; quy định nào đã có văn bản thì ghi vào cột Căn cứ.",
    Tab.UNITS: "Mỗi đơn vị một dòng, theo thứ tự trong danh sách chính thức. Mã viết ngắn, không trùng nhau.",
    Tab.CRITERIA: "Dòng không có mã là tên nhóm và tổng điểm chuẩn của nhóm; dưới đó là các tiêu chí của nhóm.",
    Tab.VERIFIED: "Gõ điểm vào cột của đơn vị. Không phát sinh thì gõ KPS. Chưa chấm thì để trống, không gõ 0.",
    Tab.SELF: "Dán cột điểm mà đơn vị gửi về. Không phát sinh thì gõ KPS. Chưa có thì để trống.",
    Tab.EXPLANATIONS: "Mỗi tiêu chí có điểm thẩm định khác điểm tự chấm cần một dòng nêu lý do.",
    Tab.AWARDS: "Sửa Số lượng theo hướng dẫn năm nay. Để trống: ngưỡng 2/3, mẫu số tổng thành viên, 2 vòng, "
    "không bắt buộc đăng ký.",
    Tab.SESSIONS: "Gõ số liệu của Ban kiểm phiếu. Nhập xong và đối chiếu xong mới chọn Trạng thái “đã kiểm”.",
    Tab.BALLOT_PAPERS: "Mỗi phiếu giấy một dòng: x là đồng ý, không là không đồng ý, trống là không ý kiến. "
    "Người thứ hai gõ lại các phiếu, Lượt là 2.",
    Tab.ROLL_CALL: "Ghi có hoặc không cho từng đơn vị; đơn vị ủy quyền thì ghi có ở cột Ủy quyền.",
    Tab.VOTES: "Gõ số phiếu; không có phiếu nào thì gõ 0. Đơn vị không có tên trên phiếu bầu của phiên thì xóa dòng.",
    Tab.DECISIONS: "Chỉ ghi khi có người có thẩm quyền quyết định; ghi rõ lý do và người quyết định.",
    Tab.REGISTRATIONS: "Mỗi đơn vị, mỗi danh hiệu một dòng.",
    Tab.PLEDGES: "Có Ngày ký là đã ký.",
    Tab.EXCLUSIONS: "Chỉ thư ký xem được. Ghi mã lý do, không ghi tên cá nhân. Không có Đến ngày là còn hiệu lực.",
    Tab.LEADERSHIP: "Ghi cả Cụm trưởng, Phó Cụm trưởng năm sau ngay khi có quyết định.",
    Tab.MOVEMENTS: "Mỗi phong trào một dòng; ghi kết quả vào cột của từng đơn vị.",
    Tab.EXEMPLARS: "Mỗi điển hình, sáng kiến hoặc mô hình một dòng. Minh chứng là địa chỉ bắt đầu bằng https.",
    Tab.RATINGS: "Số người theo từng mức: HTXS, HTT, HT, KHT.",
    Tab.HISTORY: "Ghi tên đơn vị như thời điểm đó. Nhiều danh hiệu thì cách nhau bằng dấu chấm phẩy.",
    Tab.LINEAGE: "Để so sánh nhiều năm khi đơn vị đã đổi tên, sáp nhập hoặc chia tách.",
    Tab.AGENDA: "Cột Màn chọn nội dung đưa lên màn hình hội trường ở mục đó.",
    Tab.TASKS: "Việc phải làm trong năm và thời hạn.",
}


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of the guide: `lead` in bold, then the text; `color` a sample of the colour that it explains."""

    lead: str
    text: str = ""
    color: str = ""
    heading: bool = False


GUIDE_TITLE = "BẢNG TÍNH THI ĐUA NĂM {year} – ĐỌC TRƯỚC KHI ĐIỀN"
GREEN, RED, GREY = "start", "day", "rest"
GUIDE = (
    GuideLine("1. Bắt đầu – năm trang tính màu xanh", heading=True, color=GREEN),
    GuideLine("Thông tin", "tên cụm, năm thi đua, ngày hội nghị và các quy định chấm điểm."),
    GuideLine("Đơn vị, Tiêu chí", "thay các dòng mẫu bằng danh sách đơn vị và bảng tiêu chí của cụm."),
    GuideLine("Tạo lại tệp", "đổi tên, thêm bớt đơn vị hoặc tiêu chí xong thì lập bảng mới từ tệp này: "
              "python -m lib template TỆP_MỚI.xlsx --from TỆP_NÀY.xlsx --year NĂM; mọi ô đã gõ được giữ."),
    GuideLine("Tự chấm", "dán cột điểm mà từng đơn vị gửi về."),
    GuideLine("Thẩm định", "gõ điểm từng đơn vị. Không phát sinh gõ KPS. Ô trống là chưa có điểm, không phải là 0."),
    GuideLine("2. Ngày hội nghị – ba trang tính màu đỏ", heading=True, color=RED),
    GuideLine("Danh hiệu", "số lượng, ngưỡng phiếu, mẫu số và căn cứ của từng danh hiệu."),
    GuideLine("Bỏ phiếu", "mỗi phiên một dòng, có sẵn hai vòng. Đối chiếu với Ban kiểm phiếu xong mới chọn “đã kiểm”."),
    GuideLine("Phiếu", "mỗi đơn vị một dòng trong từng phiên. Không có phiếu thì gõ 0; đơn vị không có tên trên phiếu "
              "bầu thì xóa dòng."),
    GuideLine("3. Khi cần – các trang tính màu xám đang ẩn", heading=True, color=GREY),
    GuideLine("Mở trang ẩn", "Google Trang tính: Xem › Trang tính bị ẩn. Excel: bấm chuột phải vào tên trang › Bỏ ẩn."),
    GuideLine("Có sẵn", "Giải trình, Quyết định, Đăng ký, Giao ước, Loại trừ, Lãnh đạo cụm, Phong trào, "
              "Điển hình, Xếp loại, Lịch sử, Kế thừa, Chương trình, Công việc."),
    GuideLine("4. Màu và cách gõ", heading=True),
    GuideLine("Ô vàng nhạt", "còn thiếu.", color="missing"),
    GuideLine("Ô đỏ nhạt", "sai hoặc vượt mức cho phép.", color="wrong"),
    GuideLine("Tiêu đề đỏ đậm", "cột bắt buộc. Tiêu đề xám: cột không bắt buộc. Không đổi tên tiêu đề."),
    GuideLine("Số và ngày", "số viết 98,5; ngày viết 18/12/2019. Ngưỡng viết 2/3 hoặc > 1/2, không viết 66,67%."),
    GuideLine("Google Trang tính", "đặt Tệp › Cài đặt › Ngôn ngữ và khu vực: Việt Nam trước khi gõ số."),
    GuideLine("Ai được sửa", "chỉ thư ký. Người sửa được bảng tính xem được số phiếu trước khi công bố."),
)  # fmt: skip

CHOOSE = "Chọn trong danh sách."
CHOOSE_TITLE = "Chưa đúng danh sách"
MISTYPED_TITLE = "Chưa đúng"
ERRORS = {
    "whole": "Gõ một số nguyên từ {least} trở lên.",
    "number": "Gõ một số từ 0 trở lên, ví dụ 98,5.",
    "positive": "Gõ một số lớn hơn 0, ví dụ 12,5.",
    "date": "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 18/12/2019.",
    "year": "Gõ năm bằng bốn chữ số.",
    "decimals": f"Gõ một số nguyên từ 0 đến {LARGEST_DECIMALS}.",
    "score": "Gõ một số từ 0 đến Điểm tối đa của tiêu chí, không quá số chữ số thập phân quy định; hoặc gõ KPS nếu "
    "không phát sinh.",
    "votes": "Gõ một số nguyên từ 0 trở lên; ba cột phiếu cộng lại không vượt số phiếu của phiên.",
    "unique": "Mã này đã có ở dòng khác.",
}


@dataclass(frozen=True, slots=True)
class AgendaExample:
    """A row of the programme with which a new workbook starts."""

    content: str
    person: str
    scene: SceneKind


REVEAL = "Công bố kết quả suy tôn {award}"
AGENDA_BEFORE = (
    AgendaExample("Ổn định tổ chức, tuyên bố lý do, giới thiệu đại biểu", "Thư ký", SceneKind.TITLE),
    AgendaExample("Thông qua chương trình hội nghị", "Chủ trì", SceneKind.AGENDA),
    AgendaExample("Báo cáo tổng kết phong trào thi đua", "Cụm trưởng", SceneKind.MOVEMENTS),
    AgendaExample("Giới thiệu điển hình, sáng kiến, mô hình", "Cụm trưởng", SceneKind.EXEMPLARS),
    AgendaExample("Báo cáo kết quả chấm điểm", "Thư ký", SceneKind.SCORES),
    AgendaExample("Kết quả theo nhóm tiêu chí", "Thư ký", SceneKind.GROUP_SCORES),
    AgendaExample("Tham luận, thảo luận", "Các đơn vị", SceneKind.HOLD),
    AgendaExample("Bầu Ban kiểm phiếu, thông qua thể lệ bỏ phiếu", "Chủ trì", SceneKind.BALLOT_RULES),
    AgendaExample("Bỏ phiếu suy tôn", "Các đơn vị", SceneKind.VOTING),
)
AGENDA_AFTER = (
    AgendaExample("Tổng hợp kết quả suy tôn, đề nghị khen thưởng", "Chủ trì", SceneKind.PROPOSALS),
    AgendaExample("Phát biểu chỉ đạo", "Lãnh đạo cấp trên", SceneKind.HOLD),
    AgendaExample("Công bố Cụm trưởng, Phó Cụm trưởng năm sau; bàn giao", "Chủ trì", SceneKind.HANDOVER),
    AgendaExample("Phát động và ký giao ước thi đua", "Thủ trưởng các đơn vị", SceneKind.PLEDGE),
    AgendaExample("Thông qua biên bản, bế mạc", "Thư ký", SceneKind.TITLE),
)

SELF_SHEET_GUIDE = "Hướng dẫn"
SELF_TITLE = "BẢNG TỰ CHẤM ĐIỂM NĂM {year}"
SELF_LINES = (
    "Đơn vị: {unit}",
    "Chỉ gõ vào cột màu vàng của trang tính “{tab}”: mỗi tiêu chí một số từ 0 đến điểm tối đa; không phát sinh "
    "thì gõ KPS.",
    "Cột Ghi chú: nêu lý do, minh chứng ngắn gọn.",
    "Không thêm, xóa hoặc đổi chỗ các dòng: thư ký dán nguyên cột điểm vào bảng tính chung của cụm.",
    "Điền xong gửi lại cho thư ký của cụm.",
)

ORIGIN_TITLE = "Số liệu của bảng tính này được chuyển từ các bảng dưới đây."
ORIGIN_HEADERS = ("Tệp", "Trang tính", "Vùng ô", "Dạng bảng", "Chuyển vào", "Còn phải hỏi")
