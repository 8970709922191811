"""The parts of an .xlsx package, read as a stream; `lib/sheets/sources/xlsx_file.py` combines them."""
