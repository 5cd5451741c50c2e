"""A library plans its reading weekend in a spreadsheet: tables in, schedule sheets out, and what to worry about before.

The tables are a folder of CSV files, one a sheet, as any spreadsheet saves them; a workbook (.xlsx) works too. The folder
beside this file holds an invented weekend: ten volunteers, nine sessions in a library, an old school and a home for the aged,
and one need that nobody meets. Write over it, or give a folder of your own.
"""

import argparse
import sys
from pathlib import Path

import volmatch as vm
from volmatch.explain import preflight

SHIPPED = Path(__file__).resolve().parent / "spreadsheet"  # a folder for each language


def plan(tables: Path, out: Path, lang: str) -> int:
    """Read, look ahead, solve, show and write; return the exit code: 1 if what must hold cannot hold."""
    problem = vm.io.read_tables(tables)
    print(preflight(problem).sentence(lang))
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    vm.show(problem, outcome, lang=lang)
    if outcome.schedule is None:
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for path in (out / "schedule.xlsx", out / "schedule"):
        vm.io.write_schedule_tables(problem, outcome, path, lang=lang)
        print(path)
    return 0


def main() -> int:
    """Plan a weekend; whatever is wrong with the tables is told with sheet and cell, all of it at once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", type=Path, nargs="?", help="folder of CSV files, or a workbook")
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of board and sheets")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the schedule sheets")
    arguments = parser.parse_args()
    try:
        return plan(arguments.tables or SHIPPED / arguments.lang, arguments.out, arguments.lang)
    except vm.VolmatchError as error:
        print(error.sentence(arguments.lang), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
