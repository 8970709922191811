"""Tables are packed once for the same rows, and as Streamlit would have packed them."""

from __future__ import annotations

import pandas as pd

from lib.ui.ready import packed


def rows() -> pd.DataFrame:
    return pd.DataFrame({"Đơn vị": ["A", "B"], "Điểm": ["1,00", "—"]})


def test_the_same_rows_are_packed_once_and_others_anew():
    made, frame = [], rows()

    def make() -> pd.DataFrame:
        made.append(1)
        return frame

    first = packed(make, frame, True)
    assert packed(make, frame, True) is first
    assert packed(make, frame, False) is not first
    assert packed(make, rows(), True) is not first
    assert len(made) == 3


def test_what_is_packed_reads_back_as_the_frame():
    pd.testing.assert_frame_equal(packed(rows, rows()).to_pandas(), rows())
