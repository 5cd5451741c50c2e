"""Registered volunteers become four teams; then a year's projects are chosen by survey within a grant, and staffed.

Reported of Ankang community, Xiangshan district of Huaibei, 2022: 78 volunteers (younger elders, retired party members,
full-time mothers) registered, trained and grouped by skill and strength; 4 organisations to be formed within the year (elder
care, youth, arts, owners' committee); more than 30 activities for more than 1,000 participants; needs taken from surveys
(children of 6 to 12, people over 60); a small grant for projects; 50 residents at one dumpling contest. These figures are
marked "reported" below. Everything else is invented: names, skills, votes, costs and days.
"""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Plan, Team, catalogue, members, next_days, teams
from volmatch.rules import Drop, Mentor

VOLUNTEERS = 78  # reported
BACKGROUNDS = ("younger elder", "party member", "mother")  # reported
SKILLS = ("care", "teaching", "crafts", "music", "law", "cooking")
ORGANISATIONS = {  # reported: the four; sizes and what each needs are invented
    "elder care": ("为老服务社", {"care": 6, "cooking": 3}),
    "youth": ("青少年服务社", {"teaching": 6, "crafts": 2}),
    "arts": ("文艺社", {"music": 5, "crafts": 4}),
    "owners' committee": ("业主委员会", {"law": 4}),
}
# Kinds of projects: skill of the leader, whom they are for, guests, people needed, cost, votes in the survey.
PROJECTS = {
    "parent-child group": ("亲子小组", "teaching", 20, 3, 300, 64),  # reported: children of 6 to 12
    "young makers": ("小创客", "crafts", 25, 3, 450, 51),  # reported
    "study habits": ("学习习惯小组", "teaching", 25, 3, 150, 47),  # reported
    "crafts for elders": ("长者手工", "crafts", 30, 4, 350, 58),  # reported: people over 60
    "regular visits": ("定期探访", "care", 30, 4, 100, 40),  # reported
    "dumpling contest": ("包饺子比赛", "cooking", 50, 6, 800, 73),  # reported: 50 residents
    "choir": ("合唱", "music", 40, 3, 200, 35),
    "law evening": ("普法夜谈", "law", 40, 2, 50, 22),
}
TIMES, GRANT = 5, 9_000  # each kind is proposed five times: 40 proposals, of which more than 30 are to be held
FIRST_DAY = "2022-04-02"
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜",
    "敏静丽强磊洋艳勇军杰娟涛明超秀兰霞平刚桂",
)

Say = Callable[[str, str], str]


def volunteers(say: Say) -> list[vm.Volunteer]:
    """Return the 78: each with one or two skills, a background, and for every fourth the trait of a newcomer."""
    return [
        vm.Volunteer(
            f"v{n:02}",
            name=say(f"Volunteer {n}", SURNAMES[n % len(SURNAMES)] + GIVEN[7 * n % len(GIVEN)]),
            skills={SKILLS[n % 6]: 1 + n % 3, SKILLS[(n // 6 + 1) % 6]: 1, "leading": 1 + (n % 5 == 0)},
            traits=[BACKGROUNDS[n % 3], "newcomer" if n % 4 == 3 else "experienced"],
            available=[vm.Weekly(["sat"] if n % 3 else ["sat", "sun"], "08:00", "18:00")],
            away=[vm.Window(f"2022-{6 + n % 3:02}-01T00:00", f"2022-{6 + n % 3:02}-15T00:00")],
            limits=[vm.Limit(vm.Days(7), max_sessions=1)],
        )
        for n in range(1, VOLUNTEERS + 1)
    ]


def organisations(people: list[vm.Volunteer], say: Say) -> vm.Problem:
    """Return the problem of the four teams: sizes, skills, a leader and a deputy each; those formed in spring stay together."""
    wanted = [
        Team(name, name=say(name, chinese), least=12, most=26, skills=skills, lead=("leading", 2))
        for name, (chinese, skills) in ORGANISATIONS.items()
    ]
    spring = {"arts": [one.id for one in people if "music" in one.skills][:10]}
    return teams(people, wanted, before=spring)


def year(people: list[vm.Volunteer], say: Say) -> vm.Problem:
    """Return the year: projects by votes within the grant, led by who can, newcomers beside experienced people."""
    days = next_days(FIRST_DAY, 7 * TIMES, weekdays=["sat"])
    sessions, votes = [], {}
    for place, (kind, (chinese, skill, guests, heads, cost, asked)) in enumerate(PROJECTS.items()):
        for time in range(TIMES):
            day = days[(7 * time + place) % len(days)]
            leader = vm.Role(say("leader", "组长"), skill=skill)
            helper = vm.Role(say("helper", "组员"), min=heads - 1, target=heads, max=heads + 1)
            session = vm.Session(
                f"{kind} {time + 1}",
                name=say(f"{kind} {time + 1}", f"{chinese} {time + 1}"),
                kind=kind,
                start=dt.datetime.combine(day, dt.time(9)),
                end=dt.datetime.combine(day, dt.time(11)),
                attendance=guests,
                cost=cost,
                roles=[leader, helper],
            )
            sessions.append(session)
            votes[session.id] = max(1, asked - 6 * time)  # whoever has been once asks less loudly for a second time
    whole = Drop(level=0, whole=True)  # what takes place is fully staffed
    beside = Mentor(trainee="newcomer", mentor="experienced", most=1)
    plan = catalogue(sessions, votes, grant=GRANT, level=1) + Plan((), [whole, beside])
    return plan.problem(people, timezone="Asia/Shanghai")


def main() -> None:
    """Form the teams, plan the year, print both with their proofs, and write the files of the year."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the two files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    people = volunteers(say)
    formed = vm.solve(organisations(people, say), time_limit=60, deterministic=True)
    print(formed.sentence(arguments.lang))
    for team, roles in members(formed).items():
        print(team, {role: len(ids) for role, ids in roles.items()})
    problem = year(people, say)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    vm.show(problem, outcome, lang=arguments.lang)
    print(vm.explain.letter(problem, outcome, "v05").sentence(arguments.lang))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind, value in (("problem", problem), ("schedule", outcome)):
        path = arguments.out / f"skill_teams.{kind}.json"
        vm.io.write(path, value)
        print(path)


if __name__ == "__main__":
    main()
