"""The terms of the field as frozen records, frames, results and problems; no behaviour."""
