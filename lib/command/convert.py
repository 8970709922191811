"""`convert FILE... --out OUT.xlsx [--json] [--answer KEY=N]`: converts tables into a workbook of the contract."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lib.command import BLOCKED, READ, refuse
from lib.command.output_files import add_force, in_the_way
from lib.command.source_arguments import complain, source_tables
from lib.model.problems import SourceError
from lib.papers.converted import write_converted
from lib.sheets.convert.files import KINDS, read_tables
from lib.sheets.convert.finding import Finding, Shape
from lib.sheets.convert.understand import understand
from lib.sheets.sources.source import RawTables
from lib.show.convert.report import convert_json, question_sentence, report, table_line, where


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("convert", help="chuyển bảng điểm có sẵn sang bố cục của chương trình")
    parser.add_argument(
        "files", metavar="TỆP", nargs="+", help=f"{', '.join(sorted(KINDS))}, hoặc mã Google Trang tính"
    )
    parser.add_argument("--out", metavar="TỆP.xlsx", type=Path, required=True, help="bảng tính sẽ ghi")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    add_force(parser)
    parser.add_argument(
        "--answer", metavar="MÃ=SỐ", action="append", default=[], help="chọn câu trả lời thứ SỐ của câu hỏi MÃ"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Convert the files; 0: all understood; 1: written, with questions; 2: nothing understood, or not written."""
    if refusal := in_the_way([args.out], [Path(file) for file in args.files], force=args.force):
        return refuse(refusal)
    try:
        files = [_read(file) for file in args.files]
    except SourceError as error:
        return complain(error)
    finding, answers = _answered(files, args.answer)
    if all(table.shape is Shape.OURS for table in finding.tables):
        return refuse(_nothing(finding))
    try:
        plan = write_converted(args.out, finding, answers)
    except OSError:
        return refuse(f"Không ghi được {args.out}. Kiểm tra thư mục có sẵn, có quyền ghi và tệp không đang mở.")
    formatted = convert_json if args.json else report
    print(formatted(finding, len(plan.units), len(plan.criteria)))
    return BLOCKED if finding.questions else READ


def _read(file: str) -> RawTables:
    """The sheets of a local file, else of a Google spreadsheet. Raises `SourceError`."""
    path = Path(file)
    if path.suffix.lower() in KINDS or path.exists():
        return read_tables(path)
    return source_tables(file)


def _answered(files: Sequence[RawTables], typed: Sequence[str]) -> tuple[Finding, dict[str, str]]:
    """What the files hold with the given answers; an answer may raise questions that another answer resolves."""
    numbers = dict(answer.split("=", 1) for answer in typed if "=" in answer)
    answers: dict[str, str] = {}
    while True:
        finding = understand(files, answers)
        fresh = {
            question.key: question.options[int(numbers[question.key]) - 1]
            for question in finding.questions
            if question.key in numbers and _is_choice(numbers[question.key], len(question.options))
        }
        if not fresh.keys() - answers.keys():
            return finding, answers
        answers |= fresh


def _is_choice(typed: str, options: int) -> bool:
    return typed.isdecimal() and 1 <= int(typed) <= options


def _nothing(finding: Finding) -> str:
    if finding.tables:
        return " ".join(table_line(table) for table in finding.tables)
    lines = [f"{where(question)}: {question_sentence(question)}" for question in finding.questions]
    return lines[0] if lines else "Các tệp không có bảng nào."
