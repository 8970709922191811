"""Text from a sheet in places where Streamlit reads Markdown."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~$:^=]")


def md(text: str) -> str:
    """`text` as it stands, for a Markdown sink: no link, image, formula, colour or heading comes of it.

    Line ends become spaces, for a new line could begin a list or a heading.
    """
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
