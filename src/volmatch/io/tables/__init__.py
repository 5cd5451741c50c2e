"""Problems and schedules as tables: CSV folders, Excel workbooks and data frames, for people who work in spreadsheets."""

from volmatch.io.tables.answers import USUAL_ANSWERS, Answer, Answers, SignUps
from volmatch.io.tables.frames import frames
from volmatch.io.tables.needed_packages import ExtraError
from volmatch.io.tables.notes import TablesWarning
from volmatch.io.tables.schedule_reading import read_schedule_tables
from volmatch.io.tables.schedule_tables import write_schedule_tables
from volmatch.io.tables.signups import signups
from volmatch.io.tables.simple_template import simple_template
from volmatch.io.tables.table_files import read_tables, write_tables
from volmatch.io.tables.templates import template

__all__ = [
    "USUAL_ANSWERS",
    "Answer",
    "Answers",
    "ExtraError",
    "SignUps",
    "TablesWarning",
    "frames",
    "read_schedule_tables",
    "read_tables",
    "signups",
    "simple_template",
    "template",
    "write_schedule_tables",
    "write_tables",
]
