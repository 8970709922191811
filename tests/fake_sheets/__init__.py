"""A Google Sheets server of our own on loopback, for tests and for `make demo-sheets`.

It answers `spreadsheets.get`, `values.get`, `values:batchGet` and the token endpoint as Google does, and fails as it
fails, by script. `tests/data/sheets_api` holds recorded answers and the published schema; tests compare.
"""
