"""The catalogue of problem sentences and remedies, one for every code, with named placeholders.

`{value}` is the cell as typed, `{number}` the same as a number, `{tab}` the tab; the others are the parameters of the
problem. `VARIANTS` holds the codes whose sentence depends on a parameter. `lib/show/words/text.py` fills them in.
"""

from __future__ import annotations

from lib.model.problems import Code
from lib.model.results import SessionFault
from lib.sheets.columns import FIRST_YEAR, LARGEST_DECIMALS, LAST_YEAR
from lib.show.words.terms import DEFAULT

SENTENCES: dict[Code, str] = {
    Code.UNKNOWN_TAB: "Trang tính “{tab}” không có trong mẫu nên không được đọc.{suggestion}",
    Code.UNKNOWN_COLUMN: "Cột “{value}” không có trong mẫu nên không được đọc.{suggestion}",
    Code.UNKNOWN_ITEM: "Mục “{value}” không có trong mẫu nên không được đọc.{suggestion}",
    Code.MISSING_SCORE: "{unit} chưa có điểm ở tiêu chí {criterion}.",
    Code.DEFAULT_UNCONFIRMED: "{rule}{subject}: " + DEFAULT + ".",
    Code.TYPED_TOTAL_DIFFERS: "Tổng ghi trong bảng là {number}, tổng tính được từ các ô điểm là {computed}.",
    Code.ROUNDED_THRESHOLD: "Ngưỡng {number} được dùng đúng như đã ghi; có lẽ ý muốn là {fraction}.",
    Code.MAX_DOES_NOT_ADD_UP: "Điểm tối đa của nhóm ghi {number}, "
    "các tiêu chí chuẩn trong nhóm cộng lại là {computed}.",
    Code.BELOW_QUORUM: "Có mặt {present} trên {members} đơn vị, chưa đủ 2/3 tổng số đơn vị thành viên.",
    Code.TOO_MANY_DECIMALS: "Điểm {number} có nhiều hơn {decimals} chữ số thập phân; được làm tròn thành {rounded}.",
    Code.DIFFERENCE_WITHOUT_REASON: "{unit}, tiêu chí {criterion}: thẩm định {verified}, tự chấm {self}, "
    "chưa ghi lý do chênh lệch.",
    Code.RATING_CAP: "Hoàn thành xuất sắc {excellent} người, quá 20 % của {base} ({good} người).",
    Code.NOT_IN_PRIOR_AWARD: "Đơn vị chưa được đề nghị {prior} nên phiếu ở dòng này không được tính.",
    Code.NOT_IN_RUN_OFF: "Đơn vị không thuộc các đơn vị đồng phiếu nên phiếu ở dòng này không được tính.",
    Code.NOT_REGISTERED: "{unit} có phiếu nhưng chưa có tên trong đăng ký {award}.",
    Code.REGISTERED_NOT_ON_BALLOT: "Đã đăng ký {award} nhưng không có dòng phiếu ở phiên này: {unit_list}.",
    Code.CHOSEN_NOT_ON_BALLOT: "Có phiếu bầu cho đơn vị không có dòng ở trang tính “Phiếu” của phiên này, "
    "nên chưa được đếm: {unit_list}.",
    Code.NOT_ON_LATER_BALLOT: "Có ở vòng trước, chưa được đề nghị, và không có dòng phiếu ở phiên này: {unit_list}.",
    Code.VACATED_WHEN: "Chưa rõ quyết định về {unit} ({award}) có trước hay sau phiên bỏ phiếu tiếp theo, "
    "nên phiên đó chưa được lấy suất mà đơn vị này để lại.",
    Code.MEMBERS_DIFFER: "Tổng thành viên ghi {number}, trang tính “Đơn vị” có {units} đơn vị.",
    Code.TOTALS_NOT_COMPARABLE: "Có ô “không phát sinh” được loại khỏi điểm tối đa nên tổng điểm các đơn vị "
    "không cùng thang, trong khi xếp hạng lấy tổng điểm trước.",
    Code.FOREIGN_LOCALE: "Bảng tính đặt ngôn ngữ và khu vực là “{value}”, không phải Việt Nam, "
    "nên số và ngày gõ vào có thể được Google hiểu khác: 1,234 thành 1234, 3/4/2019 thành ngày 4 tháng 3.",
    Code.TEXT_CUT: "Ô này dài hơn 32 767 ký tự (mức nhiều nhất của Excel) nên chỉ đọc phần đầu.",
    Code.INVISIBLE_SIGN: (
        "Tên “{value}” có ký tự không nhìn thấy ({sign}), nên có thể trông giống hệt một tên khác. "
        "Chương trình đọc tên này như khi không có ký tự đó."
    ),
    Code.LONG_NAME: "Tên dài {length} ký tự, nhiều hơn {most} ký tự, nên chỉ dùng phần đầu.",
    Code.READ_OVER: "“{value}” được hiểu là dòng ghi dưới bảng nên không được đọc.",
    Code.HIDDEN_ROW: "Trang tính “{tab}” có dòng hoặc cột đang ẩn ({rows} dòng, {columns} cột); chúng vẫn được tính.",
    Code.UNIT_WITHOUT_COLUMN: "Trang tính “{tab}” không có cột của: {unit_list}.",
    Code.CRITERION_WITHOUT_ROW: "Trang tính “{tab}” không có dòng của tiêu chí: {criterion_list}.",
    Code.MERGED_RULE: "Ô này nằm trong một ô gộp; khi gộp, giá trị ở đây đã mất nên không dùng giá trị mặc định.",
    Code.MERGED_SCORES: "Ô này được gộp với các ô điểm khác; khi gộp, điểm ở các ô bên phải và bên dưới đã mất.",
    Code.SESSION_NOT_MARKED: "Phiên đã có số phiếu nhưng chưa ghi trạng thái, nên chưa được tính.",
    Code.UNCLEAR_ROW: "Không rõ “{value}” là một dòng số liệu hay là dòng ghi dưới bảng; dòng này chưa được tính.",
    Code.DUPLICATE_NAME: "Tên “{value}” đã có ở dòng của ô {first}; gọi theo tên này thì không rõ đơn vị nào.",
    Code.TWO_LEADERS: "{unit} ghi là Cụm trưởng, nhưng {other} cũng ghi là Cụm trưởng.",
    Code.CRITERION_IN_OTHER_GROUP: "Tiêu chí {value} đang nằm dưới nhóm “{group}”; theo mã thì thuộc nhóm “{own}”.",
    Code.REGISTERED_TWICE: "Đơn vị này đã đăng ký danh hiệu này ở ô {first}; "
    "dòng này có thể đã ghi đè một đăng ký khác.",
    Code.STILL_CHANGING: "Trang tính đang được sửa: hai lần đọc liền nhau khác nhau ở {count} ô; "
    "chưa quyết định gì theo trang này.",
    Code.ROWS_ABOVE_HEADER: "Dòng tiêu đề đang ở dòng {row}, dưới {rows} dòng số liệu – có thể do sắp xếp cả bảng; "
    "cả trang tính chưa quyết định gì.",
    Code.ALMOST_TAB: "Trang tính “{tab}” gần giống “{meant}” nên chưa rõ có phải là trang ấy; "
    "khi chưa rõ thì chưa xét được ai bị loại trừ, ai đã đăng ký, ai có quyết định.",
    Code.COLUMN_WITHOUT_HEADER: "Cột này có {count} ô số liệu nhưng không có tiêu đề nên không được đọc.",
    Code.CONFERENCE_DATE_NEEDED: "Chưa có ngày hội nghị đúng của năm thi đua, "
    "nên chưa biết trường hợp loại trừ nào còn hiệu lực.",
    Code.BAD_PERIOD: "Đến ngày {value} đứng trước Từ ngày {start}.",
    Code.PERCENT_IN_SCORE: "{percent} là tỷ lệ phần trăm, không phải điểm hay số phiếu, nên chưa được tính.",
    Code.LOOKS_LIKE_A_DATE: "Ô này cần một số, nhưng {value} là {day}; có thể bảng tính đã đổi phân số như 3/4.",
    Code.BALLOTS_DIFFER: "Ghi {typed}, kiểm từng phiếu của phiên {session} được {found}.",
    Code.OVER_VOTE: "Phiếu số {number} chọn quá {most} đơn vị nên không hợp lệ.",
    Code.BALLOT_NOT_SECRET: "Phiên {session} bỏ phiếu kín nhưng dòng này cho biết ai đã bỏ phiếu.",
    Code.TEMPLATE_NAMES: "Còn {count} ô mang tên mẫu ({unit_names}): cột điểm, dòng phiếu chưa theo danh sách đơn vị.",
    Code.CIRCULAR_RENAME: "Các lần đổi tên nối thành vòng ({name_chain}) mà ngày không cho biết tên nào sau cùng.",
    Code.PRESENT_DIFFERS: "Có mặt ghi {typed}, điểm danh có {called}.",
    Code.NOT_IN_ROLL_CALL: "Chưa biết số có mặt: trang tính “Điểm danh” không có dòng của {unit_list}.",
    Code.MISSING_TAB: "Thiếu trang tính “{tab}”.{suggestion}",
    Code.MISSING_COLUMN: "Thiếu cột “{column}”.{suggestion}",
    Code.DUPLICATE_TAB: "Trang tính “{tab}” có hai lần; chỉ trang tính đầu được đọc ({first}).",
    Code.DUPLICATE_COLUMN: "Cột “{column}” đã có ở ô {first}.",
    Code.MISSING_VALUE: "“{column}” còn trống.",
    Code.UNKNOWN_UNIT: "Không có đơn vị nào là “{value}”.{suggestion}",
    Code.UNKNOWN_CRITERION: "Không có tiêu chí nào là “{value}”.{suggestion}",
    Code.UNKNOWN_AWARD: "Không có danh hiệu nào là “{value}”.{suggestion}",
    Code.ROUND_MISSING: "Phiên này là vòng {value} nhưng chưa có phiên nào của vòng {round}, nên chưa quyết định gì.",
    Code.UNKNOWN_SESSION: "Không có phiên bỏ phiếu nào là “{value}”.{suggestion}",
    Code.AMBIGUOUS_NAME: "“{value}” có thể hiểu là nhiều mục: {options}.",
    Code.DUPLICATE_UNIT: "Đơn vị “{value}” đã có ở ô {first}; chỉ dòng đầu được tính.",
    Code.DUPLICATE_CRITERION: "Tiêu chí “{value}” đã có ở ô {first}; chỉ dòng đầu được tính.",
    Code.DUPLICATE_ROW: "Dòng này trùng với dòng ở ô {first}; chưa dòng nào được tính.",
    Code.AMBIGUOUS_NUMBER: "“{value}” có thể đọc là {first} hoặc {second}.",
    Code.FORMULA_ERROR: "Công thức trong ô báo lỗi “{value}”.",
    Code.FORMULA_NOT_CALCULATED: "Công thức trong ô chưa được tính nên chưa có giá trị.",
    Code.LEGACY_ENCODING: "“{value}” được gõ bằng bảng mã cũ (TCVN3 hoặc VNI) nên không đọc được.",
    Code.BAD_CODE: "Mã đã bị bảng tính đổi thành ngày tháng: {value}.",
    Code.BAD_DATE: "“{value}” không đọc được thành ngày.",
    Code.BAD_CHOICE: "“{value}” không thuộc các lựa chọn: {allowed}.",
    Code.SCORE_ABOVE_MAX: "Điểm {number} lớn hơn điểm tối đa {maximum}.",
    Code.SCORE_BELOW_MIN: "Điểm {number} nhỏ hơn 0.",
    Code.VOTES_EXCEED_BALLOTS: "Phiếu của dòng này cộng lại là {votes}, nhiều hơn {ballots} ({basis}{own_vote}).",
    Code.RECOUNT_DIFFERS: "Hai cách tính độc lập cho {what} của {subject} khác nhau.",
}

_ALMOST = " Có phải là “{meant}”? Khi chưa rõ thì không dùng giá trị mặc định."

VARIANTS: dict[Code, tuple[str, dict[str, str]]] = {
    Code.DECISION_WITHOUT_EFFECT: (
        "why",
        {
            "no_votes": "Quyết định về {unit} ({award}) không có tác dụng: "
            "đơn vị không có phiếu ở phiên nào đã tính của danh hiệu này.",
            "proposed": "Quyết định về {unit} ({award}) không có tác dụng: đơn vị đã được đề nghị theo số phiếu.",
            "rounds_left": "Quyết định về {unit} ({award}) chưa có tác dụng: "
            "còn vòng bỏ phiếu tiếp theo, chưa đến lúc Cụm trưởng, Phó Cụm trưởng quyết định.",
            "settled": "Quyết định về {unit} ({award}) không có tác dụng: "
            "đơn vị không đồng phiếu và danh hiệu không chờ quyết định.",
        },
    ),
    Code.EMPTY_TAB: (
        "gone",
        {
            "rows": "Trang tính “{tab}” không có dòng số liệu nào.",
            "tab": "Không có trang tính “{tab}” mà danh hiệu bắt buộc đăng ký phải chờ.",
        },
    ),
    Code.EXTRA_SESSION: (
        "why",
        {
            "full": "{award} đã đủ số lượng trước phiên này nên phiên này không quyết định thêm.",
            "rounds_over": "{award} đã hết số vòng trước phiên này nên phiên này không quyết định thêm; "
            "suất còn lại do Cụm trưởng, Phó Cụm trưởng quyết định.",
        },
    ),
    Code.ALMOST_COLUMN: (
        "kind",
        {
            "rule": "Tiêu đề “{value}” không có trong mẫu nên cột không được đọc." + _ALMOST,
            "other": "Tiêu đề “{value}” không có trong mẫu nên cột không được đọc; gần giống “{meant}”.",
        },
    ),
    Code.IMPLAUSIBLE_HISTORY: (
        "what",
        {
            "rank": "Hạng {value} lớn hơn số đơn vị của năm đó.",
            "total": "Tổng điểm {number} nhỏ hơn 0, hoặc vượt điểm tối đa quá một phần tư.",
            "maximum": "Điểm tối đa phải lớn hơn 0; ô ghi {number}.",
            "year": "Năm {value} còn sau năm thi đua của bảng tính này.",
            "rows": "Năm {year} ghi có {units} đơn vị nhưng chỉ có {rows} dòng: số liệu năm {year} chưa đủ.",
        },
    ),
    Code.COUNTS_DIFFER: (
        "kind",
        {
            "choice": "Phiếu số {number}: hai lượt kiểm ghi khác nhau ở {unit} (ô kia là {other}).",
            "verdict": "Phiếu số {number}: một lượt ghi hợp lệ, lượt kia ghi không hợp lệ (ô kia là {other}).",
            "alone": "Phiếu số {number} chỉ có ở lượt kiểm {count}.",
        },
    ),
    Code.BALLOT_UNREADABLE: (
        "kind",
        {
            "mark": "Dấu trên phiếu ở ô này không đọc được.",
            "name": "Có một tên trên phiếu ở ô này không phải là đơn vị nào.",
            "twice": "Phiếu ở ô này ghi một đơn vị hai lần.",
            "merged": "Ô này nằm trong một ô gộp, dấu ở đó nếu có đã mất khi gộp.",
            "beside": "Ô này có dấu nhưng cột của nó không được đọc: đơn vị đã có cột khác, hoặc tab dùng cột Bầu.",
        },
    ),
    Code.NOT_A_NUMBER: (
        "kind",
        {
            "text": "Ô này cần {expected}, nhưng đang là chữ: “{value}”.",
            "not_whole": "Ô này cần {expected}; {number} có phần lẻ.",
            "too_small": "Ô này cần {expected}; ô ghi {number}.",
            "date": "Ô này cần {expected}, nhưng bảng tính đã đổi thành ngày tháng: {value}.",
            "percent": "Ô này cần {expected}, nhưng đang là tỷ lệ phần trăm: {percent}.",
            "boolean": "Ô này cần {expected}, nhưng đang là giá trị đúng/sai: {value}.",
            "exponent": "Ô này cần {expected}; cách viết “{value}” không được dùng.",
        },
    ),
    Code.BAD_SETTING: (
        "expected",
        {
            "decimals_0_4": f"Số chữ số thập phân phải là số nguyên từ 0 đến {LARGEST_DECIMALS}; ô ghi “{{value}}”.",
            "not_negative": "Giá trị phải là số từ 0 trở lên; ô ghi “{value}”.",
            "positive": "Giá trị phải lớn hơn 0; ô ghi “{value}”.",
            "year": f"Ô này phải là một năm từ {FIRST_YEAR} đến {LAST_YEAR}, ví dụ 2019; ô ghi “{{value}}”.",
            "ranking_key_ambiguous": "“{subject}” vừa là tên nhóm vừa là mã tiêu chí, hoặc là tên của hai nhóm; "
            "chưa đơn vị nào được xếp hạng.",
            "ranking_list": "“{subject}” không đọc được: các khóa xếp hạng cách nhau bằng dấu chấm phẩy (;), "
            "ví dụ Tổng điểm; I.1; chưa đơn vị nào được xếp hạng.",
            "ranking_key": "“{subject}” không phải là tổng điểm, tỷ lệ điểm, tên nhóm hay mã tiêu chí; "
            "chưa đơn vị nào được xếp hạng.",
            "self_reference": "Danh hiệu không thể chỉ xét trong chính nó.",
            "circular": "Các danh hiệu chỉ xét lẫn trong nhau thành vòng tròn: {subject}.",
        },
    ),
    Code.BAD_THRESHOLD: (
        "kind",
        {
            "date": "Ngưỡng đã bị bảng tính đổi thành ngày tháng: {value}.",
            "range": "Ngưỡng “{value}” nằm ngoài khoảng cho phép (lớn hơn 0, không quá 1).",
            "text": "“{value}” không đọc được thành ngưỡng.",
        },
    ),
    Code.SESSION_INCOMPLETE: (
        "fault",
        {
            SessionFault.NO_ROWS: "Phiên đã kiểm nhưng chưa có dòng nào ở trang tính “Phiếu”.",
            SessionFault.BLANK_VOTES: "Phiên đã kiểm nhưng còn {missing} đơn vị chưa có số phiếu; "
            "gõ 0 nếu không có phiếu.",
            SessionFault.UNKNOWN_UNIT: "Phiên đã kiểm nhưng có dòng phiếu không rõ của đơn vị nào.",
            SessionFault.BLOCKED: "Phiên đã kiểm nhưng còn ô phải sửa ở dòng này hoặc ở các dòng phiếu của phiên.",
            SessionFault.NO_MEMBERS: "Phiên đã kiểm nhưng chưa rõ cụm có bao nhiêu đơn vị; "
            "sửa dòng chưa rõ ở trang tính “Đơn vị”, hoặc ghi “Tổng thành viên” của phiên.",
            SessionFault.OBSTACLE: "Phiên đã kiểm nhưng chưa được tính vì phải sửa {at_cell} “{at_tab}” trước.",
            SessionFault.NO_BASE: "Phiên đã kiểm nhưng chưa biết mẫu số nên chưa tính được tỷ lệ.",
        },
    ),
    Code.BALLOTS_DO_NOT_ADD_UP: (
        "relation",
        {
            "present_members": "Có mặt {right}, nhiều hơn tổng thành viên {left}: thừa {difference}.",
            "issued_present": "Phát ra {right} phiếu, nhiều hơn {left} đơn vị có mặt: thừa {difference}.",
            "collected_issued": "Thu về {right} phiếu, nhiều hơn {left} phiếu phát ra: thừa {difference}.",
            "valid_collected": "Hợp lệ {right} phiếu, nhiều hơn {left} phiếu thu về: thừa {difference}.",
            "sum": "Hợp lệ cộng không hợp lệ là {right}, thu về là {left}: lệch {difference} phiếu.",
            "chain": "Số ở ô này là {right}, nhiều hơn số {left} đứng trước trong dãy tổng thành viên – có mặt – "
            "phát ra – thu về – hợp lệ: thừa {difference}.",
        },
    ),
    Code.HISTORY_DIFFERS: (
        "what",
        {
            "total": "Năm {year}: “Lịch sử” ghi tổng điểm {number}, sổ của năm đó tính ra {computed}.",
            "maximum": "Năm {year}: “Lịch sử” ghi điểm tối đa {number}, sổ của năm đó tính ra {computed}.",
            "rank": "Năm {year}: “Lịch sử” ghi hạng {number}, sổ của năm đó xếp hạng {computed}.",
            "units": "Năm {year}: “Lịch sử” ghi {number} đơn vị, sổ của năm đó có {computed} đơn vị.",
            "awards": "Năm {year}: “Lịch sử” ghi danh hiệu “{value}”, sổ của năm đó có: {computed}.",
            "unit": "Năm {year}: sổ của năm đó không có đơn vị “{value}”.",
            "missing": "Năm {year}: sổ của năm đó có đơn vị {computed}, “Lịch sử” không ghi.",
        },
    ),
    Code.CONTRADICTING_DECISIONS: (
        "why",
        {
            "two_rows": "Có hai quyết định cho cùng một đơn vị và danh hiệu ({award}); "
            "chưa quyết định nào có tác dụng.",
            "more_than_seats": "Số quyết định suy tôn nhiều hơn số chỗ còn lại của {award}; "
            "chưa quyết định nào có tác dụng.",
        },
    ),
}

SENTENCES[Code.ALMOST_ITEM] = "Mục “{value}” không có trong mẫu nên không được đọc." + _ALMOST

ABOVE_FIRST = "Đưa dòng tiêu đề của trang tính đó về chỗ cũ trước; ô này không phải sửa."
"""The remedy for a name that fits nothing because it is above the header of its own tab."""
REMEDIES: dict[Code, str] = {
    Code.READ_OVER: "Nếu đây là một dòng số liệu thì điền mã và các cột khác; nếu không thì để nguyên.",
    Code.HIDDEN_ROW: "Bỏ ẩn để xem có gì cần sửa; nếu đúng thì để nguyên.",
    Code.UNIT_WITHOUT_COLUMN: "Thêm cột của đơn vị; nếu vừa xóa nhầm thì bấm Hoàn tác.",
    Code.CRITERION_WITHOUT_ROW: "Thêm dòng của tiêu chí; nếu vừa xóa nhầm thì bấm Hoàn tác.",
    Code.MERGED_RULE: "Bấm Hoàn tác, hoặc bỏ gộp ô rồi gõ lại giá trị; nếu đúng là để trống thì chỉ cần bỏ gộp.",
    Code.MERGED_SCORES: "Bấm Hoàn tác, hoặc bỏ gộp ô rồi gõ lại điểm đã mất.",
    Code.SESSION_NOT_MARKED: "Đối chiếu xong với ban kiểm phiếu thì chọn Trạng thái “đã kiểm”.",
    Code.UNCLEAR_ROW: "Nếu là số liệu thì điền đủ các cột bắt buộc; nếu không thì chuyển ra khỏi bảng.",
    Code.DUPLICATE_NAME: "Sửa tên, hoặc xóa dòng thừa; khi nhắc đến đơn vị thì ghi mã.",
    Code.TWO_LEADERS: "Sửa vai trò của một trong hai đơn vị.",
    Code.IMPLAUSIBLE_HISTORY: "Đối chiếu với hồ sơ của năm đó rồi sửa trang tính “Lịch sử”.",
    Code.CRITERION_IN_OTHER_GROUP: "Bấm Hoàn tác nếu vừa sắp xếp; nếu không thì chuyển dòng về dưới nhóm của nó.",
    Code.REGISTERED_TWICE: "Nếu dòng này là của đơn vị hoặc danh hiệu khác thì ghi lại cho đúng; "
    "nếu trùng thì xóa dòng.",
    Code.STILL_CHANGING: "Không phải sửa gì: ngừng gõ ít giây rồi bấm “Đọc lại ngay”, số liệu sẽ được đọc lại đủ.",
    Code.ROWS_ABOVE_HEADER: "Bấm Hoàn tác, hoặc chuyển dòng {row} lên trên.",
    Code.ALMOST_TAB: "Nếu đúng thì sửa tên thành “{meant}”; nếu là trang khác thì thêm một trang trống tên “{meant}”.",
    Code.ALMOST_COLUMN: "Nếu đúng thì sửa tiêu đề thành “{meant}”; nếu là cột khác thì đặt tên khác hẳn, "
    "hoặc thêm cột “{meant}”.",
    Code.ALMOST_ITEM: "Nếu đúng thì sửa tên mục thành “{meant}”; nếu là mục khác thì đặt tên khác hẳn.",
    Code.COLUMN_WITHOUT_HEADER: "Ghi tiêu đề của cột, hoặc chuyển các ô này ra khỏi bảng.",
    Code.CONFERENCE_DATE_NEEDED: "Ghi “Ngày hội nghị” ở trang tính “Thông tin”, trong năm thi đua hoặc năm sau.",
    Code.BAD_PERIOD: "Sửa một trong hai ngày.",
    Code.PERCENT_IN_SCORE: "Đặt định dạng ô là Số rồi gõ lại số điểm hoặc số phiếu.",
    Code.LOOKS_LIKE_A_DATE: "Đặt định dạng ô là Số rồi gõ lại số.",
    Code.BALLOTS_DIFFER: "Đếm lại phiếu giấy, rồi sửa số đã ghi hoặc dòng phiếu gõ sai.",
    Code.COUNTS_DIFFER: "Lấy phiếu giấy ra xem, rồi sửa lượt gõ sai.",
    Code.OVER_VOTE: "Không cần làm gì; nếu gõ nhầm dấu thì sửa lại theo phiếu giấy.",
    Code.BALLOT_NOT_SECRET: "Xóa cột cho biết người bỏ phiếu và thời điểm gửi, hoặc ghi Hình thức là giơ tay "
    "nếu phiên không bỏ phiếu kín.",
    Code.BALLOT_UNREADABLE: "Gõ x hoặc có nếu đồng ý, không nếu không đồng ý, để trống nếu không ý kiến; "
    "tên đơn vị gõ như ở trang tính “Đơn vị”.",
    Code.TEMPLATE_NAMES: "Làm lại cột và dòng từ chính bảng này: trang Tải về, mục “Bảng tính để điền”, dòng “làm lại "
    "từ đầu”; hoặc lệnh python -m lib template TỆP_MỚI.xlsx --from TỆP_NÀY.xlsx --year NĂM.",
    Code.CIRCULAR_RENAME: "Ghi ngày của từng lần đổi tên, hoặc bỏ dòng ghi ngược.",
    Code.PRESENT_DIFFERS: "Sửa số có mặt hoặc bảng điểm danh cho khớp nhau.",
    Code.NOT_IN_ROLL_CALL: "Thêm dòng của đơn vị vào “Điểm danh” (vắng thì ghi không), hoặc gõ số có mặt của phiên.",
    Code.UNKNOWN_TAB: "Nếu là trang tính của mẫu thì sửa lại tên; nếu là ghi chép riêng thì để nguyên.",
    Code.UNKNOWN_COLUMN: "Nếu là cột của mẫu thì sửa lại tiêu đề; nếu là ghi chép riêng thì để nguyên.",
    Code.UNKNOWN_ITEM: "Nếu là mục của mẫu thì sửa lại tên mục; nếu là ghi chép riêng thì để nguyên.",
    Code.MISSING_SCORE: "Nhập điểm thẩm định; nếu không phát sinh thì nhập KPS.",
    Code.DEFAULT_UNCONFIRMED: "Ghi giá trị, hoặc ghi văn bản vào cột “Căn cứ” để xác nhận.",
    Code.TYPED_TOTAL_DIFFERS: "Xem lại công thức ở hàng “Tổng”. Bảng xếp hạng dùng tổng tính được.",
    Code.ROUNDED_THRESHOLD: "Nếu đúng là {fraction} thì ghi '{fraction} (có dấu nháy đơn ở đầu).",
    Code.MAX_DOES_NOT_ADD_UP: "Sửa điểm tối đa của nhóm hoặc của tiêu chí trong nhóm.",
    Code.BELOW_QUORUM: "Kiểm tra lại số có mặt; nếu đúng, báo người chủ trì trước khi công bố.",
    Code.TOO_MANY_DECIMALS: "Sửa lại điểm, hoặc đổi “Số chữ số thập phân” ở trang tính “Thông tin”.",
    Code.DIFFERENCE_WITHOUT_REASON: "Ghi lý do ở trang tính “Giải trình”.",
    Code.RATING_CAP: "Kiểm tra lại số xếp loại với đơn vị.",
    Code.NOT_IN_PRIOR_AWARD: "Nếu ghi nhầm phiên thì sửa lại; nếu không thì bỏ dòng này.",
    Code.NOT_IN_RUN_OFF: "Bỏ phiếu lại chỉ gồm các đơn vị đồng phiếu; bỏ dòng này hoặc sửa lại mã phiên.",
    Code.NOT_REGISTERED: "Bổ sung ở trang tính “Đăng ký”, hoặc báo người chủ trì.",
    Code.REGISTERED_NOT_ON_BALLOT: "Thêm dòng của đơn vị ở trang tính “Phiếu”, hoặc xem lại trang tính “Đăng ký”.",
    Code.CHOSEN_NOT_ON_BALLOT: "Thêm dòng của đơn vị ở trang tính “Phiếu”, hoặc lấy phiếu giấy ra xem có gõ nhầm cột.",
    Code.NOT_ON_LATER_BALLOT: "Nếu vòng này bỏ phiếu cả cho các đơn vị ấy thì thêm dòng ở trang tính “Phiếu”; "
    "nếu không thì để nguyên.",
    Code.VACATED_WHEN: "Ghi giờ vào cột “Thời gian” của dòng này và của phiên ở trang tính “Bỏ phiếu”, ví dụ 10:30.",
    Code.DECISION_WITHOUT_EFFECT: "Kiểm tra lại đơn vị, danh hiệu; nếu không cần nữa thì xóa dòng này.",
    Code.EXTRA_SESSION: "Kiểm tra lại danh hiệu và vòng của phiên; nếu thừa thì xóa dòng này.",
    Code.MEMBERS_DIFFER: "Sửa số này, hoặc bổ sung đơn vị ở trang tính “Đơn vị”.",
    Code.TOTALS_NOT_COMPARABLE: "Cân nhắc đặt “Tỷ lệ điểm” đứng đầu “Thứ tự xếp hạng” ở trang tính “Thông tin”.",
    Code.HISTORY_DIFFERS: "Đối chiếu với sổ của năm {year} rồi sửa trang tính “Lịch sử”.",
    Code.FOREIGN_LOCALE: "Trong Google Trang tính chọn Tệp → Cài đặt, đặt “Ngôn ngữ và khu vực” là Việt Nam, "
    "rồi xem lại các số và ngày đã gõ.",
    Code.EMPTY_TAB: "Nếu vừa xóa nhầm thì bấm Hoàn tác, hoặc lấy lại từ lịch sử phiên bản của bảng tính; "
    "chưa có gì để ghi thì để nguyên.",
    Code.TEXT_CUT: "Chia nội dung thành nhiều ô, hoặc để nội dung dài ở tệp khác và ghi đường dẫn.",
    Code.INVISIBLE_SIGN: "Xóa ô rồi gõ lại tên bằng tay; kiểm tra xem có hai dòng cùng một tên không.",
    Code.LONG_NAME: "Ghi tên ngắn hơn; phần giải thích ghi ở cột khác.",
    Code.MISSING_TAB: "Thêm trang tính theo mẫu, hoặc sửa lại tên trang tính.",
    Code.MISSING_COLUMN: "Thêm cột theo mẫu, hoặc sửa lại tiêu đề cột.",
    Code.DUPLICATE_TAB: "Xóa hoặc đổi tên một trong hai trang tính.",
    Code.DUPLICATE_COLUMN: "Xóa hoặc đổi tiêu đề một trong hai cột; cột của một đơn vị có hai lần thì chưa cột nào "
    "được tính.",
    Code.MISSING_VALUE: "Điền giá trị vào ô này.",
    Code.UNKNOWN_UNIT: "Ghi mã, tên tắt hoặc tên đầy đủ như ở trang tính “Đơn vị”; "
    "nếu vừa xóa dòng ở đó thì bấm Hoàn tác.",
    Code.UNKNOWN_CRITERION: "Ghi mã hoặc tên như ở trang tính “Tiêu chí”; nếu vừa xóa dòng ở đó thì bấm Hoàn tác.",
    Code.UNKNOWN_AWARD: "Ghi mã hoặc tên như ở trang tính “Danh hiệu”; nếu vừa xóa dòng ở đó thì bấm Hoàn tác.",
    Code.ROUND_MISSING: "Thêm phiên của vòng {round}, hoặc sửa số vòng, hoặc sửa danh hiệu ở dòng của vòng {round}.",
    Code.UNKNOWN_SESSION: "Ghi mã phiên như ở trang tính “Bỏ phiếu”.",
    Code.AMBIGUOUS_NAME: "Ghi mã thay cho tên.",
    Code.DUPLICATE_UNIT: "Xóa một trong hai dòng, hoặc đặt mã khác.",
    Code.DUPLICATE_CRITERION: "Xóa một trong hai dòng, hoặc đặt mã khác.",
    Code.DUPLICATE_ROW: "Giữ lại một dòng đúng, xóa dòng kia.",
    Code.NOT_A_NUMBER: "Xóa định dạng của ô rồi gõ lại số, ví dụ 98,5.",
    Code.AMBIGUOUS_NUMBER: "Đặt định dạng ô là Số rồi gõ lại.",
    Code.FORMULA_ERROR: "Sửa công thức, hoặc gõ số vào ô.",
    Code.FORMULA_NOT_CALCULATED: "Mở tệp bằng Excel rồi lưu lại, hoặc gõ số vào ô.",
    Code.LEGACY_ENCODING: "Gõ lại bằng bảng mã Unicode.",
    Code.BAD_CODE: "Đặt định dạng cột mã là Văn bản thuần túy rồi gõ lại mã.",
    Code.BAD_DATE: "Ghi ngày/tháng/năm, ví dụ 18/12/2019.",
    Code.BAD_CHOICE: "Chọn một trong các giá trị nêu trên.",
    Code.BAD_SETTING: "Sửa ô này theo trang Hướng dẫn.",
    Code.BAD_THRESHOLD: "Đặt định dạng ô là Văn bản thuần túy rồi ghi, ví dụ 2/3, 80% hoặc > 1/2.",
    Code.SCORE_ABOVE_MAX: "Sửa điểm, hoặc sửa điểm tối đa ở trang tính “Tiêu chí”.",
    Code.SCORE_BELOW_MIN: "Sửa điểm; điểm trừ ghi ở tiêu chí loại “trừ”.",
    Code.BALLOTS_DO_NOT_ADD_UP: "Đối chiếu với biên bản kiểm phiếu rồi sửa số sai.",
    Code.VOTES_EXCEED_BALLOTS: "Đối chiếu với biên bản kiểm phiếu rồi sửa số sai.",
    Code.SESSION_INCOMPLETE: "Bổ sung cho đủ; khi chưa đủ, phiên này chưa quyết định gì.",
    Code.CONTRADICTING_DECISIONS: "Giữ lại quyết định đúng, xóa quyết định kia.",
    Code.RECOUNT_DIFFERS: "Chưa công bố; báo người phụ trách kỹ thuật.",
}
