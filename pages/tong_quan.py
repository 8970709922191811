"""Overview: what the year gives so far."""

from lib.ui.menu import Part
from lib.ui.shell import open_page

view = open_page("tong_quan")
