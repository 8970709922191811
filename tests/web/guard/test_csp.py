from __future__ import annotations

import base64
import hashlib

from lib.web.guard.csp import app_policy, front_end, inline_scripts, plain_policy


def test_the_hash_is_that_of_the_script_as_a_browser_sees_it() -> None:
    script = "\n  window.a = 1\n"
    expected = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{expected}'" in app_policy(f"<html><script>{script}</script></html>")


def test_only_scripts_that_stand_in_the_page_are_hashed() -> None:
    html = '<script src="a.js"></script><script type="module" crossorigin src="b.js"></script><SCRIPT>x</SCRIPT>'
    assert inline_scripts(html) == ("x",)


def test_the_installed_front_end_has_inline_scripts_that_the_policy_allows() -> None:
    html = front_end().read_text(encoding="utf-8")
    assert len(inline_scripts(html)) >= 1
    assert app_policy(html).count("'sha256-") == len(inline_scripts(html))


def test_nothing_may_run_that_is_typed_into_a_page_nor_go_elsewhere() -> None:
    policy = app_policy("")
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "http" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_plain_page_runs_nothing_at_all() -> None:
    policy = plain_policy("p{}")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
