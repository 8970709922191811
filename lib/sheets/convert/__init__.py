"""Tables that people already have, read and turned into our workbook (docs/workbook.md section 9).

Pure in two steps: `understand` makes a `Finding` of raw tables, `assemble` makes a workbook of a finding and the
answers to its questions. `files` reads the files. Nothing with two readings is decided here: it is a question.
"""
