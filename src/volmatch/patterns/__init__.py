"""A coordinator's nouns: open hours, courses, visits, appointments, teams, made into sessions and rules."""

from volmatch.patterns.appointments import Request, appointments
from volmatch.patterns.bonds import acquainted, bonds, pairs
from volmatch.patterns.catalogue import catalogue
from volmatch.patterns.client import Client
from volmatch.patterns.coming_along import companions
from volmatch.patterns.course import course, with_backup
from volmatch.patterns.dates import days_between, next_days, nth_weekdays
from volmatch.patterns.desk_list import desk_list
from volmatch.patterns.grant_list import grant_list
from volmatch.patterns.keeping import Keeping, keeping
from volmatch.patterns.monthly_event import monthly_event
from volmatch.patterns.one_desk import one_desk
from volmatch.patterns.open_hours import open_hours, people_for
from volmatch.patterns.pair_list import pair_list
from volmatch.patterns.plan import Plan
from volmatch.patterns.ratio_list import ratio_list
from volmatch.patterns.series_list import series_list
from volmatch.patterns.split import split
from volmatch.patterns.split_open import split_open
from volmatch.patterns.team_list import team_list
from volmatch.patterns.teams import Team, joined, members, teams
from volmatch.patterns.throughput import seats_for, throughput
from volmatch.patterns.turn_list import GuestTurn, takings_list, turn_list, turns
from volmatch.patterns.visits import visits

__all__ = [
    "Client",
    "GuestTurn",
    "Keeping",
    "Plan",
    "Request",
    "Team",
    "acquainted",
    "appointments",
    "bonds",
    "catalogue",
    "companions",
    "course",
    "days_between",
    "desk_list",
    "grant_list",
    "joined",
    "keeping",
    "members",
    "monthly_event",
    "next_days",
    "nth_weekdays",
    "one_desk",
    "open_hours",
    "pair_list",
    "pairs",
    "people_for",
    "ratio_list",
    "seats_for",
    "series_list",
    "split",
    "split_open",
    "takings_list",
    "team_list",
    "teams",
    "throughput",
    "turn_list",
    "turns",
    "visits",
    "with_backup",
]
