"""A coordinator's nouns: open hours, courses, visits, appointments, teams, made into sessions and rules."""

from volmatch.patterns.appointments import Request, appointments
from volmatch.patterns.bonds import acquainted, bonds, pairs
from volmatch.patterns.catalogue import catalogue
from volmatch.patterns.client import Client
from volmatch.patterns.course import course, with_backup
from volmatch.patterns.dates import days_between, next_days, nth_weekdays
from volmatch.patterns.keeping import Keeping, keeping
from volmatch.patterns.monthly_event import monthly_event
from volmatch.patterns.open_hours import open_hours, people_for
from volmatch.patterns.plan import Plan
from volmatch.patterns.promises import promised
from volmatch.patterns.teams import Team, joined, members, teams
from volmatch.patterns.throughput import seats_for, throughput
from volmatch.patterns.visits import visits

__all__ = [
    "Client",
    "Keeping",
    "Plan",
    "Request",
    "Team",
    "acquainted",
    "appointments",
    "bonds",
    "catalogue",
    "course",
    "days_between",
    "joined",
    "keeping",
    "members",
    "monthly_event",
    "next_days",
    "nth_weekdays",
    "open_hours",
    "pairs",
    "people_for",
    "promised",
    "seats_for",
    "teams",
    "throughput",
    "visits",
    "with_backup",
]
