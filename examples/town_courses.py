"""Free summer courses in town are chosen from needs, resources and projects, and each gets the cheapest teacher who stays.

Reported of Dongping Road community in town, Xifeng district of Qingyang, 2023: three free courses (martial arts, physical
training, children's fitness) from 19 July to 25 August for more than 50 children in the shared function rooms, two contests,
teachers from four kinds of suppliers (volunteers, partner units, social organisations, and third-party schools that teach
free or for 20 to 50 % below the market price in exchange for the room), a programme chosen from three lists. These figures
are marked "reported" below. Everything else is invented: names, prices, days, hours, rooms, votes, and two more projects.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Plan, catalogue, course, days_between, grant_list, series_list
from volmatch.rules import Cost, Drop, FairShare, RoomStability, WholeSeries, only

SINCE, UNTIL, GRANT = "2023-07-19", "2023-08-25", 3_300  # reported days; what there is to spend on teachers and prizes

# The list of needs: what families asked for in the survey, and how many of them.
NEEDS = {"self-defence": 46, "endurance": 38, "movement": 52, "contests": 30, "wheels": 28, "dance": 20}
# The list of projects: the need each serves, its name, begin, minutes, children; all on Wednesdays and Fridays.
COURSES = {
    "martial arts": ("self-defence", "武术", "09:00", 90, 20),  # reported, as are the next two; 54 children in all
    "physical training": ("endurance", "体能训练", "09:30", 90, 18),
    "children's fitness": ("movement", "少儿健身", "10:00", 60, 16),
    "roller skating": ("wheels", "轮滑", "15:00", 60, 15),  # its teacher leaves in August, and there is no other
    "street dance": ("dance", "街舞", "15:30", 90, 15),  # its teacher is dear
}
CONTESTS = {"martial arts": "武术比赛", "physical training": "体能比赛"}  # reported: two, of prizes for 150 each
CONTEST_DAY, CONTEST_STARTS, PRIZES = "2023-08-19", ("09:00", "10:00", "14:00"), 150

# The list of resources: people with their supplier, one of the four reported kinds, what they teach, the market price of an
# hour, how much less of it they ask for in per cent, and when they are away.
VOLUNTEER, PARTNER = ("volunteer", "志愿者"), ("partner unit", "共建单位")
SOCIAL, SCHOOL = ("social organisation", "社会组织"), ("third-party school", "第三方机构")
Row = tuple[str, str, tuple[str, str], tuple[str, ...], int, int, tuple[str, str] | None]
PEOPLE: tuple[Row, ...] = (
    ("Ma Jun", "马军", VOLUNTEER, ("martial arts",), 0, 0, ("2023-08-01", "2023-08-12")),
    ("Hu Wei", "胡伟", SCHOOL, ("martial arts",), 160, 50, None),
    ("Lei Gang", "雷刚", SCHOOL, ("martial arts",), 150, 20, None),
    ("Qi Feng", "齐峰", SOCIAL, ("physical training",), 40, 0, None),
    ("Tang Yong", "唐勇", SCHOOL, ("physical training",), 120, 30, None),
    ("He Yan", "何燕", VOLUNTEER, ("physical training", "children's fitness"), 0, 0, ("2023-07-24", "2023-07-30")),
    ("Bai Lu", "白露", PARTNER, ("children's fitness",), 0, 0, None),
    ("Yu Jie", "于洁", SCHOOL, ("children's fitness",), 100, 100, ("2023-08-16", "2023-08-17")),
    ("Xue Bin", "薛斌", SCHOOL, ("roller skating",), 120, 100, ("2023-08-10", "2023-08-26")),
    ("Kang Na", "康娜", SCHOOL, ("street dance",), 200, 20, None),
    ("Du Ping", "杜平", VOLUNTEER, (), 0, 0, None),
    ("Sang Li", "桑丽", VOLUNTEER, (), 0, 0, ("2023-08-18", "2023-08-20")),
    ("Nie Hong", "聂红", VOLUNTEER, (), 0, 0, None),
    ("Mi Xin", "米欣", VOLUNTEER, (), 0, 0, None),
)
# Reported: the community keeps least space for offices and most for services. Rooms cost suppliers nothing: that is the exchange.
ROOMS = {"big hall": ("大厅", 60), "dance room": ("舞蹈室", 24), "former office": ("旧办公室", 18)}

Say = Callable[[str, str], str]


def town_courses(say: Say) -> vm.Problem:
    """Return the summer: whichever projects can be staffed from end to end, by votes and within the grant."""
    teacher, helper = say("teacher", "老师"), say("helper", "助教")
    plan, votes = Plan(), {}
    for name, (need, chinese, starts, minutes, children) in COURSES.items():
        roles = [vm.Role(teacher, skill=say(name, chinese)), vm.Role(helper, traits=[say(*VOLUNTEER)])]
        like = vm.Session(name, name=say(name, chinese), roles=roles, room=vm.RoomNeed(), attendance=children)
        days = days_between(SINCE, UNTIL, weekdays=["wed", "fri"])
        plan += course(like, days, starts=starts, minutes=minutes, same=[teacher], level=2)
        votes[f"{name}-1"] = NEEDS[need]  # a course is missed once: its first lesson stands for all
    for name, chinese in CONTESTS.items():
        contest = vm.Session(
            f"{name} contest", name=say(f"{name} contest", chinese), room=vm.RoomNeed(), attendance=50, cost=PRIZES,
            minutes=150, starts=[f"{CONTEST_DAY}T{start}" for start in CONTEST_STARTS],
            roles=[vm.Role(say("judge", "裁判"), skill=say(name, COURSES[name][1])), vm.Role(helper, min=2, traits=[say(*VOLUNTEER)])],
        )  # fmt: skip
        votes[contest.id] = NEEDS["contests"]
        plan += Plan([contest])
    whole = [Drop(level=0, whole=True), WholeSeries()]  # no lesson without its people, and no course with one left out
    chosen = catalogue(plan.sessions, votes, grant=GRANT, level=1)
    goals = [Cost(level=3), RoomStability(level=4), FairShare(level=5)]
    return Plan(chosen.sessions, [*chosen.rules, *whole, *plan.rules, *goals]).problem(
        [person(row, say) for row in PEOPLE],
        places=[vm.Place("centre", name=say("community centre", "社区中心"))],
        rooms=[vm.Room(name, "centre", name=say(name, cn), capacity=most) for name, (cn, most) in ROOMS.items()],
        timezone="Asia/Shanghai",
        rules=only([]),
    )


def person(row: Row, say: Say) -> vm.Volunteer:
    """Return a teacher or helper; the kind of supplier is a trait, the price of an hour what is left of the market price."""
    english, chinese, supplier, skills, market, less, away = row
    return vm.Volunteer(
        english.lower().replace(" ", "-"),
        name=say(english, chinese),
        skills={say(skill, COURSES[skill][1]): 1 for skill in skills},
        traits=[say(*supplier)],
        away=[vm.Window(f"{away[0]}T00:00", f"{away[1]}T00:00")] if away else [],
        cost_per_hour=market * (100 - less) / 100,
    )


def main() -> None:
    """Solve the summer, print the board with the proofs and why a project had no teacher, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()
    problem = town_courses(lambda english, chinese: chinese if arguments.lang == "zh" else english)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    made = outcome.schedule or vm.Schedule()
    chosen = grant_list(problem, made, currency="元" if arguments.lang == "zh" else "yuan")
    lists = [chosen, series_list(problem, made)]
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    last = next(one for one in problem.sessions if one.id == "roller skating-12")
    print(vm.explain.why_empty(problem, outcome, last.id, last.roles[0].name).sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "town_courses", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
