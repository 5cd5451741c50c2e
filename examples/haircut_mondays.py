"""Haircuts for one yuan on Monday mornings: half a year's rota, and five years of activities as one horizon.

Reported of Bamaoxiang community, Yixiu district of Anqing, 2020: haircuts for one yuan for residents over 60 every Monday
morning, more than 400 such residents, two estates, volunteer hairdressers; a committee of 8; more than 200 activities in five
years. These figures are marked "reported" below. Everything else is invented: names, certificates, who can come when, hours,
chairs, holidays, and what the activities were.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Plan, days_between, next_days, throughput

RESIDENTS, EVERY_WEEKS = 400, 5  # reported: more than 400 over 60; one visit each every four to six weeks
ESTATES = {"north": ("North estate", "北苑"), "south": ("South estate", "南苑")}  # reported: two estates
OPENS, CLOSES, CUT_MINUTES, CHAIRS = "08:30", "11:30", 15, 4  # reported: Monday morning; the rest is invented
SINCE, UNTIL, HOLIDAYS = "2020-07-06", "2020-12-28", ("2020-10-05",)
COMMITTEE, YEARS, FIRST_DAY = 8, 5, "2016-01-02"  # reported: 8 people; 200+ activities in five years
KINDS = ("elder care", "art", "homework", "holiday camp", "parents' evening", "counselling")  # reported kinds

# Invented: last day of the certificate that a seat demands (None: not before next year), Mondays of a month on which they
# cannot come, turns had before.
HAIRDRESSERS = (
    ("Fang Lan", "方兰", None, (), 12),
    ("Tao Jun", "陶俊", None, (4,), 10),
    ("Xie Min", "谢敏", "2020-09-30", (), 9),
    ("Hong Bo", "洪波", None, (1,), 4),
    ("Cheng Xia", "程霞", None, (2, 4), 8),
    ("Ding Yi", "丁毅", "2020-11-15", (), 6),
    ("Zha Ling", "查玲", None, (3,), 11),
    ("Wu Gang", "吴刚", None, (1, 3), 2),
    ("Jiang Hui", "江慧", None, (), 0),
    ("Pan Li", "潘莉", None, (2,), 7),
    ("Cao Ping", "曹平", None, (), 5),
    ("Shi Yun", "史云", None, (4,), 3),
)

Say = Callable[[str, str], str]


def rota(say: Say) -> vm.Problem:
    """Return the Mondays of half a year in both estates: seats from guests and chairs, certificates, stand-ins, fair turns."""
    guests = RESIDENTS // EVERY_WEEKS // len(ESTATES)  # on one morning in one estate
    mondays = days_between(SINCE, UNTIL, weekdays=["mon"], holidays=HOLIDAYS)
    seat = vm.Role(say("hairdresser", "理发师"), skill="certificate")
    plan = Plan()
    for place, names in ESTATES.items():
        like = vm.Session(f"{place} haircut", name=say(*names), place=place, attendance=guests, roles=[seat])
        plan += throughput(like, mondays, opens=OPENS, closes=CLOSES, minutes_each=CUT_MINUTES, chairs=CHAIRS)
    on_call = vm.Role(say("stand-in", "候补"), skill="certificate", min=0, target=1)
    plan += Plan(
        vm.Session(
            f"stand-in {day}", name=say("on call", "待命"), start=f"{day}T08:00", end=f"{day}T12:00", roles=[on_call]
        )
        for day in mondays
    )
    places = [vm.Place(place, name=say(*names)) for place, names in ESTATES.items()]
    return plan.problem(
        [hairdresser(row, mondays, say) for row in HAIRDRESSERS], places=places, timezone="Asia/Shanghai"
    )


def hairdresser(
    row: tuple[str, str, str | None, tuple[int, ...], int], mondays: tuple[dt.date, ...], say: Say
) -> vm.Volunteer:
    """Return one of the hairdressers: one turn a day, two in a fortnight and a Monday on call."""
    english, chinese, until, busy, turns = row
    return vm.Volunteer(
        english.lower().replace(" ", "-"),
        name=say(english, chinese),
        skills={"certificate": vm.Skill(until=until)},
        away=[vm.Window(f"{day}T00:00", f"{day}T23:59") for day in mondays if (day.day + 6) // 7 in busy],
        limits=[vm.Limit(vm.Days(14), max_sessions=2)],
        served_hours=3 * turns,
    )


def five_years(say: Say) -> vm.Problem:
    """Return all activities of five years: a host from the committee and helpers, each with their share of the whole."""
    at_most = [vm.Limit(vm.Days(28), max_sessions=3)]
    staff = [vm.Volunteer(f"committee-{n}", traits=["committee"], limits=at_most) for n in range(1, COMMITTEE + 1)]
    hours = [("08:00", "12:00"), ("13:00", "18:00"), ("08:00", "18:00")]
    helpers = [
        vm.Volunteer(f"helper-{n}", available=[vm.Weekly(["sat"], *hours[n % 3])], limits=at_most) for n in range(1, 7)
    ]
    roles = [vm.Role(say("host", "主持"), traits=["committee"]), vm.Role(say("helper", "帮手"), min=1, target=2)]
    saturdays = next_days(FIRST_DAY, YEARS * 52, weekdays=["sat"])
    days = [day for n, day in enumerate(saturdays) if n % 5 < 4]  # four Saturdays out of five
    sessions = [
        vm.Session(
            f"{day} {KINDS[n % len(KINDS)]}",
            kind=KINDS[n % len(KINDS)],
            start=f"{day}T{('09', '14')[n % 2]}:00",
            end=f"{day}T{('11', '16')[n % 2]}:00",
            roles=roles,
        )
        for n, day in enumerate(days)
    ]
    return vm.Problem([*staff, *helpers], sessions, timezone="Asia/Shanghai")


def main() -> None:
    """Solve both, print the rota with its proofs and what is proved about the five years, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    problem, whole = rota(say), five_years(say)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    vm.show(problem, outcome, lang=arguments.lang, by="volunteer")
    schedule = outcome.schedule or vm.Schedule()
    seats = [
        (one.id, role.name)
        for one in problem.sessions
        for role in one.roles
        if schedule.heads(one.id, role.name) < role.target
    ]
    print(vm.explain.why_empty(problem, outcome, *seats[0]).sentence(arguments.lang))
    print(vm.solve(whole, time_limit=60, deterministic=True).sentence(arguments.lang))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind, value in (("problem", problem), ("schedule", outcome)):
        path = arguments.out / f"haircut_mondays.{kind}.json"
        vm.io.write(path, value)
        print(path)


if __name__ == "__main__":
    main()
