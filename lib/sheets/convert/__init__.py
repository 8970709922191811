"""Converting existing tables into a workbook of the contract (docs/workbook.md section 9).

Pure, in two steps: `understand` derives a `Finding` from raw tables, `assemble` makes a workbook from a finding and the
answers to its questions. `files` reads the files. Whatever is ambiguous is not decided here but becomes a question.
"""
