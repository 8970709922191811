"""Why a source could not be read, and what to do: a sentence and a remedy for every `SourceFailure`.

"Máy này" is always the machine that runs the program; Google is called Google; the settings file has one name.
"""

from __future__ import annotations

from dataclasses import dataclass

from lib.model.problems import SourceFailure
from lib.show.words import names

SETTINGS_NAME = "tệp cài đặt (.streamlit/secrets.toml)"
_OPEN_WAY = (
    "nhờ quản trị mạng cho phép docs.google.com, googleusercontent.com, sheets.googleapis.com và oauth2.googleapis.com."
)
_BY_ITSELF = "Hệ thống sẽ tự đọc lại."
_SHEET_ADDRESS = "địa chỉ của bảng tính (bắt đầu bằng docs.google.com/spreadsheets/d/)."
_SHARE = "Mở bảng tính, bấm Chia sẻ; ở mục Quyền truy cập chung chọn “Bất kỳ ai có đường liên kết”, vai trò Người xem"


@dataclass(frozen=True, slots=True)
class FailureText:
    """The reason of a failure, and what to do. `again`: while the program runs, it will retry by itself."""

    sentence: str
    remedy: str
    again: bool = False

    @property
    def while_running(self) -> str:
        """The remedy in the wording of a page, where reading continues."""
        return f"{self.remedy} {_BY_ITSELF}" if self.again else self.remedy


FAILURES: dict[SourceFailure, FailureText] = {
    SourceFailure.NOT_FOUND: FailureText(
        "Không tìm thấy bảng tính hoặc tệp.",
        f"Kiểm tra tên tệp; với Google Trang tính, mở bảng tính trong trình duyệt rồi chép lại {_SHEET_ADDRESS}",
    ),
    SourceFailure.NO_PERMISSION: FailureText(
        "Tài khoản của hệ thống chưa được quyền xem bảng tính.",
        "Chia sẻ bảng tính với quyền Người xem cho địa chỉ của tài khoản dịch vụ.",
    ),
    SourceFailure.NOT_A_WORKBOOK: FailureText(
        "Tệp không phải là bảng tính Excel (.xlsx).", "Chọn đúng tệp; hoặc mở tệp bằng Excel rồi lưu dưới dạng .xlsx."
    ),
    SourceFailure.FOLDER: FailureText(
        "Đây là một thư mục, không phải một tệp.",
        "Ghi đường dẫn đến tệp .xlsx trong thư mục ấy; nhiều tệp thì cách nhau bằng dấu phẩy.",
    ),
    SourceFailure.DAMAGED: FailureText(
        "Tệp Excel bị hỏng hoặc chưa được chép xong.",
        "Chép hoặc tải lại tệp; nếu vẫn hỏng, mở bằng Excel (Excel sẽ đề nghị sửa tệp) rồi lưu thành tệp .xlsx mới.",
    ),
    SourceFailure.ENCRYPTED: FailureText(
        "Tệp Excel được đặt mật khẩu mở nên không đọc được.",
        "Trong Excel chọn Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại.",
    ),
    SourceFailure.OLD_EXCEL: FailureText(
        "Tệp thuộc dạng Excel cũ (.xls, từ năm 2003 trở về trước).",
        "Mở tệp bằng Excel hoặc LibreOffice rồi lưu dưới dạng .xlsx; hoặc chuyển bằng lệnh python -m lib convert.",
    ),
    SourceFailure.BINARY_WORKBOOK: FailureText(
        "Tệp thuộc dạng Excel nhị phân (.xlsb).",
        "Mở tệp bằng Excel rồi lưu dưới dạng .xlsx; hoặc chuyển bằng lệnh python -m lib convert.",
    ),
    SourceFailure.OPEN_DOCUMENT: FailureText(
        "Tệp thuộc dạng OpenDocument (.ods).",
        "Mở tệp bằng LibreOffice hoặc Excel rồi lưu dưới dạng .xlsx; hoặc chuyển bằng lệnh python -m lib convert.",
    ),
    SourceFailure.TOO_LARGE: FailureText(
        "Bảng tính lớn hơn mức cho phép.", "Xóa các trang tính, hàng và cột thừa rồi thử lại."
    ),
    SourceFailure.REFUSED: FailureText(
        "Bảng tính có nội dung không được phép nên đã bị từ chối.", "Lưu lại thành tệp .xlsx mới chỉ gồm số liệu."
    ),
    SourceFailure.BUSY: FailureText("Tệp đang được chương trình khác ghi.", "Lưu và đóng tệp trong Excel.", again=True),
    SourceFailure.QUOTA: FailureText("Google tạm giới hạn số lần đọc.", "Chờ khoảng một phút rồi đọc lại.", again=True),
    SourceFailure.SERVER_DOWN: FailureText(
        "Google đang có sự cố.", "Chờ ít phút, hoặc dùng tệp Excel trên máy này.", again=True
    ),
    SourceFailure.NO_NETWORK: FailureText(
        "Máy này không kết nối được Internet.", "Kiểm tra mạng, hoặc dùng tệp Excel trên máy này.", again=True
    ),
    SourceFailure.TIMED_OUT: FailureText(
        "Quá thời gian chờ khi đọc bảng tính.", "Kiểm tra mạng rồi đọc lại.", again=True
    ),
    SourceFailure.CLOCK_WRONG: FailureText(
        "Đồng hồ của máy này sai giờ nên Google từ chối.",
        "Đặt lại ngày, giờ của máy (bật tự đồng bộ giờ) rồi thử lại.",
    ),
    SourceFailure.KEY_REVOKED: FailureText(
        "Khóa của tài khoản dịch vụ không còn hiệu lực.",
        f"Tạo khóa mới rồi thay các dòng ở phần [google] trong {SETTINGS_NAME}.",
    ),
    SourceFailure.API_DISABLED: FailureText(
        "Dự án Google của tài khoản dịch vụ chưa bật Google Sheets API.",
        "Bật Google Sheets API cho dự án trong Google Cloud rồi chờ vài phút.",
    ),
    SourceFailure.OFFICE_FILE: FailureText(
        "Tệp trên Google Drive vẫn là tệp Excel, chưa phải Google Trang tính.",
        "Mở tệp trên Drive, chọn Tệp → Lưu dưới dạng Google Trang tính, rồi chia sẻ tệp mới và dùng địa chỉ của "
        "tệp mới đó.",
    ),
    SourceFailure.ODD_ANSWER: FailureText(
        "Google không thực hiện được yêu cầu đọc bảng tính.",
        "Mở thử bảng tính bằng trình duyệt; nếu vẫn mở được thì chờ ít phút rồi đọc lại.",
        again=True,
    ),
    SourceFailure.LOGIN_PAGE: FailureText(
        "Mạng đòi đăng nhập trước khi cho ra Internet.",
        "Mở trình duyệt trên máy này, mở một trang bất kỳ và đăng nhập mạng theo trang hiện ra; nếu không có trang nào "
        f"hiện ra thì {_OPEN_WAY}",
        again=True,
    ),
    SourceFailure.FIREWALL: FailureText(
        "Tường lửa hoặc proxy của mạng chặn đường tới Google.",
        f"{names.upper_first(_OPEN_WAY)} Trong lúc chờ, dùng mạng khác (phát từ điện thoại) hoặc tệp Excel.",
        again=True,
    ),
    SourceFailure.BAD_SETTINGS: FailureText(
        "Phần cài đặt nguồn số liệu chưa đúng.", f"Sửa {SETTINGS_NAME} theo tệp mẫu kèm theo."
    ),
    SourceFailure.NOT_SHARED: FailureText(
        "Google đòi đăng nhập: bảng tính chưa được chia sẻ bằng đường liên kết.", f"{_SHARE}."
    ),
    SourceFailure.SHARING_FORBIDDEN: FailureText(
        "Google không cho người ngoài cơ quan mở hoặc tải bảng tính này.",
        "Hỏi quản trị Google của cơ quan có cho chia sẻ ra ngoài không, và ở Chia sẻ → Cài đặt xem ô cho người xem "
        "tải xuống đã đánh dấu chưa; nếu không được thì dùng tài khoản dịch vụ hoặc tệp Excel.",
    ),
    SourceFailure.DOWNLOAD_PAGE: FailureText(
        "Google trả về một trang cảnh báo tải xuống, không phải bảng tính.",
        f"Mở bảng tính bằng Google Trang tính rồi dùng {_SHEET_ADDRESS}",
    ),
    SourceFailure.NO_ADDRESS: FailureText(
        "Chưa ghi bảng tính nào.", f"Ghi đường dẫn của tệp Excel, hoặc {_SHEET_ADDRESS}"
    ),
    SourceFailure.FOLDER_ADDRESS: FailureText(
        "Đây là địa chỉ của một thư mục trên Google Drive, không phải của bảng tính.",
        f"Mở thư mục, mở bảng tính trong đó rồi chép {_SHEET_ADDRESS}",
    ),
    SourceFailure.DRIVE_ADDRESS: FailureText(
        "Đây là địa chỉ của một tệp trên Google Drive, chưa rõ có phải Google Trang tính.",
        f"Mở tệp đó bằng Google Trang tính rồi chép {_SHEET_ADDRESS}",
    ),
    SourceFailure.PUBLISHED_ADDRESS: FailureText(
        "Đây là địa chỉ của bản đã xuất bản lên web (/d/e/), không đọc được cả bảng tính.",
        f"Mở chính bảng tính để sửa rồi chép {_SHEET_ADDRESS}",
    ),
    SourceFailure.OTHER_DOCUMENT: FailureText(
        "Đây là địa chỉ của một tài liệu Google khác (văn bản, bản trình bày, biểu mẫu), không phải bảng tính.",
        f"Mở bảng tính rồi chép {_SHEET_ADDRESS}",
    ),
    SourceFailure.OTHER_SERVICE: FailureText(
        "Địa chỉ này không phải của Google Trang tính.",
        "Hệ thống đọc Google Trang tính và tệp Excel trên máy này. Nếu bảng tính ở nơi khác (SharePoint, OneDrive…), "
        "tải về thành tệp .xlsx rồi dùng tệp đó.",
    ),
    SourceFailure.PROJECT_CLOSED: FailureText(
        "Dự án Google của tài khoản dịch vụ đã bị tạm ngừng hoặc đã bị xóa.",
        "Mở Google Cloud xem thông báo và khôi phục dự án; hoặc tạo dự án, tài khoản dịch vụ và khóa mới.",
    ),
    SourceFailure.ORGANISATION_POLICY: FailureText(
        "Chính sách của cơ quan trên Google chặn tài khoản dịch vụ này.",
        "Nhờ quản trị Google của cơ quan cho phép tài khoản dịch vụ dùng Google Sheets API và đọc bảng tính.",
    ),
    SourceFailure.DAILY_QUOTA: FailureText(
        "Dự án Google đã dùng hết số lần đọc của ngày hôm nay.",
        "Dùng tệp Excel trên máy này cho đến ngày mai, hoặc tăng hạn mức của dự án trong Google Cloud.",
    ),
}
