"""The hall's screen, full window: no menu, no title, no frame."""

from lib.ui.projector import show_hall

show_hall()
