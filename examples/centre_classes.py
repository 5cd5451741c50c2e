"""Choir, music and a summer class fill the rooms of all centres and the halls of partner schools, the free ones first.

Reported of Cenxi, 2022: centres (one of the city, 19 of communities) of more than 10,000 square metres, each with 8 fixed
functions and X; a weekly choir and a weekend music class at the community branch of the seniors' university; a summer class with
homework help, painting, calligraphy, chess, martial arts and cooking; more than 220 sessions by teachers' teams of partner
schools; school halls used free or for a fee. These figures are marked "reported" below. Everything else is invented: names,
days, hours, head-counts, which the functions are, the metres of a room, and fees. The same city's orders: service_orders.py.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import volmatch as vm
from volmatch.patterns import Plan, course, next_days, series_list
from volmatch.rules import Cost, Cover, RoomWants, only

CENTRES = ["city", *(f"c{n:02}" for n in range(1, 20))]  # reported: 1 and 19
# Reported: eight functions and X, on more than 10,000 square metres. Here each is a room of 64, and a guest takes two.
FUNCTIONS = {
    "care": "照护", "health": "健康", "reading": "阅览", "classroom": "教室",
    "music": "音乐", "kitchen": "厨房", "craft": "手工", "advice": "咨询",
}  # fmt: skip
CHESS, STAGE = ("chess tables", "棋桌"), ("stage", "舞台")
X = {"c02": CHESS, "c07": STAGE, "c13": CHESS}
METRES, METRES_A_HEAD = 64, 2
# Reported: the six subjects of the summer class. Invented: the function each takes; martial arts take the hall of a school.
SUBJECTS = {
    "homework": ("作业辅导", "classroom"), "painting": ("绘画", "craft"), "calligraphy": ("书法", "craft"),
    "chess": ("棋艺", "reading"), "martial arts": ("武术", None), "cooking": ("烹饪", "kitchen"),
}  # fmt: skip
CHOIR, MUSIC = ("choir", "合唱团"), ("music class", "音乐课")
WEEKS = 2  # 19 communities, six subjects, two weeks: 228 sessions; reported: more than 220
SCHOOLS = {
    "school 1": 0,
    "school 2": 0,
    "school 3": 0,
    "school 4": 60,
    "school 5": 40,
}  # halls free, or for yuan an hour
BRANCH, MONDAY, CHILDREN, FIGHTERS = "c01", "2022-07-11", 20, 40
DAYS: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat"], ...] = ("mon", "tue", "wed", "thu", "fri", "sat")

Say = Callable[[str, str], str]


def rooms(say: Say) -> list[vm.Room]:
    """Return eight rooms of each centre, what else some have, and the halls of the schools."""
    heads = METRES // METRES_A_HEAD
    fixed = [
        vm.Room(f"{own} {what}", own, name=say(what, chinese), capacity=heads, features=[say(what, chinese)])
        for own in CENTRES
        for what, chinese in FUNCTIONS.items()
    ]
    more = [
        vm.Room(f"{own} X", own, name=say("X", "特色"), capacity=heads, features=[say(*what)])
        for own, what in X.items()
    ]
    halls = [
        vm.Room(own, own, name=say("hall", "礼堂"), capacity=60, features=[say("hall", "礼堂")], cost_per_hour=fee)
        for own, fee in SCHOOLS.items()
    ]
    return [*fixed, *more, *halls]


def teachers(say: Say) -> list[vm.Volunteer]:
    """Return the teachers' teams of the schools, four for each subject, and who leads the choir and the music class."""
    schools, free = list(SCHOOLS), [vm.Weekly(DAYS, "08:00", "12:00")]
    found = [
        vm.Volunteer(
            f"{subject} {n}", name=say(f"{subject} teacher {n}", f"{chinese}老师{n}"), teams=[schools[(n + number) % len(schools)]],
            skills={say(subject, chinese): 1}, available=free, limits=[vm.Limit("day", max_sessions=1), vm.Limit("week", max_sessions=5)],
        )
        for number, (subject, (chinese, _)) in enumerate(SUBJECTS.items())
        for n in range(1, 5)
    ]  # fmt: skip
    singers = (
        ("Meng Yao", "孟瑶", CHOIR),
        ("Pang Bo", "庞博", CHOIR),
        ("Ou Lin", "欧琳", MUSIC),
        ("Tan Qi", "谭琪", MUSIC),
    )
    return found + [
        vm.Volunteer(own.lower().replace(" ", "-"), name=say(own, chinese), skills={say(*skill): 1})
        for own, chinese, skill in singers
    ]


def classes(say: Say) -> Plan:
    """Return choir, music class and summer class: the same teacher through each, in rooms that fit."""
    teacher, plan = say("teacher", "老师"), Plan()
    weekly, weekend = next_days(MONDAY, 6, weekdays=["wed"]), next_days(MONDAY, 12, weekdays=["sat", "sun"])
    for (own, chinese), days in ((CHOIR, weekly), (MUSIC, weekend)):
        need = vm.RoomNeed(any_of=[f"{BRANCH} music"])
        like = vm.Session(
            own,
            name=say(own, chinese),
            kind=say(own, chinese),
            roles=[vm.Role(teacher, skill=say(own, chinese))],
            room=need,
            attendance=30,
        )
        plan += course(like, days, starts="15:00", minutes=90, same=[teacher], level=2)
    for number, (subject, (chinese, function)) in enumerate(SUBJECTS.items()):
        for shift, own in enumerate(CENTRES[1:]):
            x = subject == "chess" and own in X
            at = None if function is None else [f"{own} {function}", *([f"{own} X"] if x else [])]
            like = vm.Session(
                f"{own} {subject}", name=say(f"{own} {subject}", f"第 {shift + 1} 社区{chinese}"), kind=say(subject, chinese), tags=["summer class", own],
                room=vm.RoomNeed(any_of=at, features=[] if at else [say("hall", "礼堂")], wants=[say(*X[own])] if x else []),
                attendance=CHILDREN if at else FIGHTERS, roles=[vm.Role(teacher, skill=say(subject, chinese))],
            )  # fmt: skip
            days = next_days(MONDAY, WEEKS, weekdays=[DAYS[(number + shift) % len(DAYS)]])
            plan += course(like, days, starts="09:00", minutes=90, same=[teacher], level=2)
    return plan


def centre_classes(say: Say) -> vm.Problem:
    """Return everything as one problem: seats, then the same faces, then the fees, then what rooms have."""
    places = [vm.Place("city", name=say("city centre", "市中心"))]
    places += [
        vm.Place(own, name=say(f"community {n}", f"第 {n} 社区"), parent="city") for n, own in enumerate(CENTRES) if n
    ]
    places += [vm.Place(own, name=say(own, f"第 {n} 学校"), parent="city") for n, own in enumerate(SCHOOLS, start=1)]
    goals = [Cover(level=1), Cost(level=3), RoomWants(level=4)]
    return classes(say).problem(
        teachers(say), places=places, rooms=rooms(say), timezone="Asia/Shanghai", rules=only(goals)
    )


def main() -> None:
    """Solve, print the board with the proofs, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()
    problem = centre_classes(lambda english, chinese: chinese if arguments.lang == "zh" else english)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    lists = [series_list(problem, outcome.schedule or vm.Schedule())]
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    print(vm.explain.letter(problem, outcome, "cooking 1").sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "centre_classes", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
