"""The folder of the project, and the sample workbooks."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sample_data"
SAMPLE = SAMPLES / "cum_iii_2019.xlsx"
