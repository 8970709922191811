"""Access: logged-in visitors; a code for a phone, a link for a projector."""

from __future__ import annotations

from lib.ui.access import current_visitor
from lib.ui.parts import common, visitors
from lib.ui.running_app import running_app
from lib.ui.shell import open_page

open_page("truy_cap")
door, visitor = running_app().door, current_visitor()
logged_in = len(door.logins()) if door is not None else 0
common.show_title(f"{logged_in} máy đang đăng nhập" if logged_in else "Không máy nào đang đăng nhập bằng mật khẩu, mã")
if door is not None:
    common.show_section("Đưa điện thoại vào điều khiển")
    visitors.bring_phone(door, visitor)
    common.show_section("Liên kết cho máy chiếu")
    visitors.give_link(door, visitor)
    common.show_section("Các máy đang đăng nhập")
    visitors.list_logins(door, visitor)
    common.show_section("Các màn hình đang nhận phím bấm")
    visitors.list_screens(door, running_app().screens, visitor)
