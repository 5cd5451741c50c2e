"""Problems and schedules as tables: CSV folders, Excel workbooks and data frames, for people who work in spreadsheets."""

from volmatch.io.tables.extras import ExtraError
from volmatch.io.tables.files import read_tables, write_tables
from volmatch.io.tables.frames import frames
from volmatch.io.tables.schedules import write_schedule_tables
from volmatch.io.tables.signups import USUAL_ANSWERS, Answer, Answers, SignUps, signups
from volmatch.io.tables.templates import template

__all__ = [
    "USUAL_ANSWERS",
    "Answer",
    "Answers",
    "ExtraError",
    "SignUps",
    "frames",
    "read_tables",
    "signups",
    "template",
    "write_schedule_tables",
    "write_tables",
]
