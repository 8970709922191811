"""Imported by the fork server alone: what every server of a test reads and makes in the same way.

The modules that a server, its frame and its pages import, wherever they do it, and what Streamlit finds in the
installed packages, which stay as they are.
"""

from __future__ import annotations

import ast
import gc
import importlib
from functools import cache

from streamlit.components.v2 import manifest_scanner

from tests.places import ROOT

SERVER = ("streamlit.web.cli", "streamlit.web.bootstrap", "streamlit.web.server.app_discovery", "uvicorn.loops.uvloop")
SERVER += ("uvicorn.lifespan.on", "uvicorn.protocols.websockets.websockets_sansio_impl", "anyio._backends._asyncio")
SERVER += ("starlette.middleware.sessions", "starlette.staticfiles", "pyarrow.pandas_compat", "pandas.io.formats.csvs")


def imported() -> set[str]:
    """The modules that the program's scripts name."""
    scripts = (ROOT / "app.py", ROOT / "lib" / "ui" / "main.py", *(ROOT / "pages").glob("*.py"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in scripts)
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {node.module for node in found if node.module}


for name in sorted({*SERVER, *imported()}):
    importlib.import_module(name)
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
manifest_scanner.scan_component_manifests()
gc.collect()
gc.freeze()
