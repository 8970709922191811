"""The subcommands of `python -m lib`, one module each: `add(subparsers)` registers it, `run(args)` runs it.

The exit status (docs/workbook.md section 5): 0 read without a blocking problem, 1 with one, 2 not readable at all.
"""
