"""Haircuts for one yuan on Monday mornings: half a year's rota, and five years of activities as one horizon.

Reported of Bamaoxiang community, Yixiu district of Anqing, 2020: haircuts for one yuan for residents over 60 every Monday
morning, more than 400 such residents, volunteer hairdressers recruited by the social-work agency; a committee of 8 for more
than 6,000 residents in two estates; more than 200 activities with 62,000 visits in five years. These figures are marked
"reported" below. Everything else is invented: names, certificates, fares, hours, chairs, holidays, who lives where, who comes,
their cards.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Plan, days_between, next_days, open_hours, people_for, throughput
from volmatch.rules import Budget, Pin, Pinned, Rotation

PRICE, CUT = 1, ("haircut", "理发")  # reported: in yuan
# Reported: two estates, more than 400 residents over 60 among more than 6,000; how many live where is invented.
ESTATES = {"north": ("North estate", "北苑", 204, 3_800), "south": ("South estate", "南苑", 202, 2_300)}
WISHED_WEEKS, LONGEST_WEEKS = 5, 6  # reported: a visit each per four to six weeks
OPENS, CLOSES, CUTS_PER_HOUR, CHAIRS, TOWELS = "08:30", "11:30", 4, 4, 24  # reported: mornings; towels are in yuan
SINCE, UNTIL, HOLIDAYS = "2020-09-07", "2021-03-01", ("2020-10-05", "2021-02-15")
COMMITTEE, YEARS, VISITS, FIRST_DAY = 8, 5, 62_000, "2016-01-02"  # reported: people, years and visits
CAMP, CAMP_MONTHS = "holiday camp", (2, 7, 8)
KINDS = {  # reported; invented are hours, relative sizes, and the skill that makes a professional
    "elder care": ("为老服务", "08:30", "10:30", 4, None), "children's art": ("儿童美术", "14:00", "16:00", 3, None),
    "homework": ("作业辅导", "16:00", "18:00", 3, None), "parents' education": ("家长课堂", "19:00", "21:00", 4, None),
    "counselling": ("心理咨询", "14:00", "16:00", 1, "psychology"), CAMP: ("假期营", "09:00", "12:00", 6, None),
}  # fmt: skip
# Last day of the certificate that a seat demands (None: not before the rota ends), Mondays of a month on which they cannot
# come, turns had before, bus fare in yuan for each hour of service.
HAIRDRESSERS = (
    ("Fang Lan", "方兰", None, (), 12, 0), ("Tao Jun", "陶俊", None, (4,), 10, 4), ("Wu Gang", "吴刚", None, (3,), 2, 0),
    ("Hong Bo", "洪波", None, (1,), 4, 4), ("Cheng Xia", "程霞", None, (4,), 8, 0), ("Pan Li", "潘莉", None, (2,), 7, 0),
    ("Zha Ling", "查玲", None, (3,), 11, 0), ("Jiang Hui", "江慧", None, (), 0, 4), ("Cao Ping", "曹平", None, (), 5, 4),
    ("Xie Min", "谢敏", "2020-11-30", (), 9, 0), ("Ding Yi", "丁毅", "2021-02-10", (), 6, 0),
    ("Shi Yun", "史云", None, (4,), 3, 0),
)  # fmt: skip

Say = Callable[[str, str], str]


def places(say: Say) -> list[vm.Place]:
    """Return the two estates."""
    return [vm.Place(own, name=say(english, chinese)) for own, (english, chinese, *_) in ESTATES.items()]


def rota(say: Say) -> vm.Problem:
    """Return half a year of Mondays: seats from guests and chairs, paid for by what the guests pay; stand-ins by turns."""
    mondays = days_between(SINCE, UNTIL, weekdays=["mon"], holidays=HOLIDAYS)
    seat, call = (
        vm.Role(say(*name), skill=say("certificate", "理发证"))
        for name in (("hairdresser", "理发师"), ("stand-in", "候补"))
    )
    plan = Plan()
    for place, (english, chinese, elders, _) in ESTATES.items():
        wished, fewest = (-(-elders // weeks) for weeks in (WISHED_WEEKS, LONGEST_WEEKS))  # guests on one morning
        like = vm.Session(
            f"{place} haircut", name=say(f"haircuts, {english}", f"{chinese}理发"), kind=say(*CUT), place=place, audiences=[say("over 60", "60 岁以上")],
            attendance=wished, cost=TOWELS, roles=[seat],
        )  # fmt: skip
        plan += throughput(
            like, mondays, opens=OPENS, closes=CLOSES, minutes_each=60 // CUTS_PER_HOUR, chairs=CHAIRS, fewest=fewest
        )
    takings = PRICE * sum(one.attendance for one in plan.sessions)
    plan += open_hours(vm.Session("on call", name=say("on call", "待命"), roles=[call]), mondays, [(OPENS, 1)], CLOSES)
    cuts = vm.Where(sessions=vm.SessionFilter(kind=say(*CUT)))
    plan += Plan((), [Budget(most=takings, where=cuts), Rotation(level=4, slack=1, role=call.name)])
    people = [hairdresser(row, mondays, say) for row in HAIRDRESSERS]
    return plan.problem(people, places=places(say), timezone="Asia/Shanghai")


def hairdresser(
    row: tuple[str, str, str | None, tuple[int, ...], int, int], mondays: tuple[dt.date, ...], say: Say
) -> vm.Volunteer:
    """Return one of the hairdressers: free on Mondays but for some; one turn a day, and two in a fortnight."""
    english, chinese, until, busy, turns, fare = row
    off = [day for day in mondays if (day.day + 6) // 7 in busy]
    return vm.Volunteer(
        english.lower().replace(" ", "-"), name=say(english, chinese), skills={say("certificate", "理发证"): vm.Skill(until=until)},
        available=[vm.Weekly(["mon"], "08:00", "12:00", except_=off)], limits=[vm.Limit(vm.Days(14), max_sessions=2)],
        served_hours=3 * turns, cost_per_hour=fare, teams=["agency"],
    )  # fmt: skip


def without(problem: vm.Problem, schedule: vm.Schedule, ill: vm.Duty) -> vm.Problem:
    """Return the morning on which somebody falls ill: the others keep their seats, and only who is on call is free for theirs."""
    there = [one for one in schedule.duties(problem) if one.start == ill.start and one.volunteer != ill.volunteer]
    stay = [
        Pin(volunteer=one.volunteer.id, session=one.session.id) for one in there if one.session.kind == ill.session.kind
    ]
    cuts = [one for one in problem.sessions if one.kind == ill.session.kind and one.candidate_starts == (ill.start,)]
    plan = Plan(cuts, [Pinned(stay=stay)])
    return plan.problem([one.volunteer for one in there], places=problem.places, timezone=problem.timezone)


def guest_lists(problem: vm.Problem, schedule: vm.Schedule, say: Say) -> list[vm.Annex]:
    """Return which resident comes when, by the number of their card, and what comes in and goes out on each Monday."""
    cards = {
        own: [say(f"{english[0]}{n:03}", f"{chinese[0]}{n:03}号") for n in range(1, elders + 1)]
        for own, (english, chinese, elders, _) in ESTATES.items()
    }
    listed = vm.patterns.turns(problem, schedule, cards, kind=say(*CUT), minutes_each=60 // CUTS_PER_HOUR)
    money = vm.patterns.takings_list(problem, schedule, listed, kind=say(*CUT), price=PRICE, currency=say("yuan", "元"))
    return [vm.patterns.turn_list(problem, schedule, listed), money]


def estate_of(number: int) -> str:
    """Return the estate of the n-th activity, or member of the committee: both estates get theirs by residents."""
    (north, south), residents = ESTATES, [own for *_, own in ESTATES.values()]
    return north if number * residents[0] % sum(residents) < residents[0] else south


def five_years(say: Say) -> vm.Problem:
    """Return all activities of five years: hosts of the estate by turns, helpers for the visits, professionals who counsel."""
    rarely, often = ([vm.Limit(vm.Days(28), max_sessions=most)] for most in (1, 3))
    people = [vm.Volunteer(f"committee-{n}", traits=["host", estate_of(n)], limits=rarely) for n in range(COMMITTEE)]
    people += [vm.Volunteer(f"helper-{n}", traits=["helper"], limits=often) for n in range(12)]
    people += [vm.Volunteer(f"counsellor-{n}", skills={"psychology": 1}, limits=rarely) for n in range(3)]
    days = [day for n, day in enumerate(next_days(FIRST_DAY, YEARS * 52, weekdays=["sat"])) if n % 5 < 4]
    others = [kind for kind in KINDS if kind != CAMP]
    kinds = [CAMP if day.month in CAMP_MONTHS else others[n % len(others)] for n, day in enumerate(days)]
    sizes = list(accumulate((KINDS[kind][3] for kind in kinds), initial=0))
    sessions = []
    for n, (day, kind) in enumerate(zip(days, kinds, strict=True)):
        chinese, since, until, _, skill = KINDS[kind]
        visits = VISITS * sizes[n + 1] // sizes[-1] - VISITS * sizes[n] // sizes[-1]
        host = vm.Role(say("host", "主持"), traits=["host", estate_of(n)])
        helper = vm.Role(say("helper", "帮手"), traits=["helper"], target=people_for(visits, 150))
        professional = [vm.Role(say("professional", "专业人员"), skill=skill)] if skill else []
        sessions.append(vm.Session(
            f"{day} {kind}", name=say(kind, chinese), kind=kind, start=f"{day}T{since}", end=f"{day}T{until}",
            place=estate_of(n), attendance=visits, roles=[host, helper, *professional],
        ))  # fmt: skip
    return vm.Problem(people, sessions, places=places(say), timezone="Asia/Shanghai")


def main() -> None:
    """Solve both, print the rota with its proofs, a sick call and what is proved of the five years, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    problem = rota(say)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    schedule = outcome.schedule or vm.Schedule()
    lists = guest_lists(problem, schedule, say)
    vm.show(problem, outcome, lang=arguments.lang, by="volunteer", annexes=lists)
    short = next(one for one in vm.check(problem, schedule).violations if one.rule == "target").sessions[0]
    print(vm.explain.why_empty(problem, outcome, short, say("hairdresser", "理发师")).sentence(arguments.lang))
    morning = without(problem, schedule, next(one for one in schedule.duties(problem) if one.session.kind == say(*CUT)))
    vm.show(morning, vm.solve(morning, time_limit=60, deterministic=True), lang=arguments.lang)
    print(vm.solve(five_years(say), time_limit=60, deterministic=True).sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "haircut_mondays", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
