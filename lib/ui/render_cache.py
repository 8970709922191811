"""Elements that are the same for everyone who sees a version are drawn once and sent again in later runs.

Streamlit records the elements that a cached function draws and sends them again instead of calling it
(`st.cache_resource`, "static elements"). So a reader's run computes no sentence, packs no table and reads no chart.
`keep_settings` does the same for what Streamlit itself recomputes in every run (docs/streamlit.md).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from lib.ui.role_snapshots import CUTS
from lib.ui.running_app import take_back
from lib.ui.view import View

KEPT = 128
"""Number of cached parts of pages: those of all units and roles in a few versions. Each holds its snapshot."""


def draw_cached(view: View, draw: Callable[..., None], *about: object) -> None:
    """Draw `draw(view, *about)`, or replay what it drew for the same version, role and `about`.

    `draw` is a function of a page or module, not one created inside another; it has no widget and uses only `view` and
    `about`, which are distinguished by `repr`. It creates every container that it draws into.
    """
    which = "|".join(map(repr, (draw.__code__.co_filename, draw.__qualname__, *_identity(view), *about)))
    _sent(which=which, _draw=draw, _view=view, _about=about)


def _identity(view: View) -> tuple[object, ...]:
    """The identity of a view: role and audience, and the very objects that are shown, which `_sent` keeps alive."""
    return view.audience, view.role, view.past, id(view.optional_snapshot), id(view.released), *map(id, view.earlier)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _sent(which: str, _draw: Callable[..., None], _view: View, _about: tuple[object, ...]) -> tuple[object, ...]:
    """Draw, and keep alive what `which` names by identity for as long as the drawing is cached."""
    _draw(_view, *_about)
    return _view.optional_snapshot, _view.released, _view.earlier


def forget_everything() -> None:
    """Reset everything cached and handed over, as in a new process: used by tests."""
    take_back()
    CUTS.clear()
    _sent.clear()


def keep_settings() -> None:
    """Let Streamlit read theme and options from its settings once, and not one by one in every run of every page."""
    read, configure = app_session._populate_theme_msg, app_session._populate_config_msg
    themes: dict[str, CustomThemeConfig] = {}
    options: list[Config] = []

    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in themes:
            theme = CustomThemeConfig()
            read(theme, section)
            themes[section] = theme
        if themes[section].ByteSize():
            msg.MergeFrom(themes[section])

    def populate_config(msg: Config) -> None:
        if not options:
            configure(msg)
            options.append(Config.FromString(msg.SerializeToString()))
        msg.MergeFrom(options[0])

    app_session._populate_theme_msg = populate
    app_session._populate_config_msg = populate_config
