"""Registered volunteers become four teams; then a year's projects are chosen by survey within a grant, and staffed.

Reported of Ankang community, Xiangshan district of Huaibei, 2022: 78 volunteers (younger elders, retired party members,
full-time mothers) registered, trained and grouped by skill and strength; 4 organisations to be formed within the year (elder
care, youth, arts, owners' committee); more than 30 activities for more than 1,000 participants; needs taken from surveys
(children of 6 to 12, people over 60); a small grant for projects; 50 residents at one dumpling contest. These figures are
marked "reported" below. Everything else is invented: names, skills, votes, costs and days.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import volmatch as vm
from volmatch.patterns import Plan, Team, catalogue, grant_list, joined, next_days, team_list, teams
from volmatch.rules import Drop, Mentor, Need, ServeOnce, TrainingFirst

VOLUNTEERS, GRANT = 78, 7_600  # reported: 78; in yuan
BACKGROUNDS = ("younger elder", "party member", "mother")  # reported
SKILLS = ("care", "teaching", "crafts", "music", "law", "cooking")
ORGANISATIONS = {  # reported: the four; heads by skill, and the skill and background that make them strong, are invented
    "elder care": ("为老服务社", {"care": 6, "cooking": 6}, "care", "younger elder"),
    "youth": ("青少年服务社", {"teaching": 6, "crafts": 4}, "teaching", "mother"),
    "arts": ("文艺社", {"music": 6, "crafts": 4}, "music", "mother"),
    "owners' committee": ("业主委员会", {"law": 6}, "law", "party member"),
}
CHILDREN, ELDERS, ALL = "children 6-12", "people 60+", "everybody"  # reported: whom the surveys asked
# Reported: what they wanted, and 50 residents at one dumpling contest. Each row: who asked, who runs it, the leader's skill,
# guests, people needed, cost in yuan, votes, times in the year.
PROJECTS = {
    "parent-child group": ("亲子小组", CHILDREN, "youth", "teaching", 20, 3, 300, 64, 5),
    "young makers": ("小创客", CHILDREN, "youth", "crafts", 25, 3, 450, 51, 5),
    "study habits": ("学习习惯小组", CHILDREN, "youth", "teaching", 25, 3, 150, 47, 5),
    "crafts for elders": ("长者手工", ELDERS, "arts", "crafts", 30, 4, 350, 58, 5),
    "regular visits": ("定期探访", ELDERS, "elder care", "care", 30, 4, 100, 40, 8),
    "individual help": ("个别帮扶", ELDERS, "elder care", "care", 10, 2, 50, 28, 5),
    "dumpling contest": ("包饺子比赛", ALL, "elder care", "cooking", 50, 6, 800, 73, 1),
    "choir": ("合唱", ALL, "arts", "music", 40, 3, 200, 35, 5),
    "law talk": ("普法讲座", ALL, "owners' committee", "law", 40, 2, 50, 22, 5),
}
FIRST_DAY, WEEKENDS, TRAININGS = "2022-04-02", 36, ("2022-04-09", "2022-06-25")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "敏静丽强磊洋艳勇军杰娟涛明超秀兰霞平刚桂"

Say = Callable[[str, str], str]


def volunteers(say: Say) -> list[vm.Volunteer]:
    """Return the 78: each with one or two skills, a background, and for every fourth the trait of a newcomer."""
    return [
        vm.Volunteer(
            f"v{n:02}", name=say(f"Volunteer {n}", SURNAMES[n % len(SURNAMES)] + GIVEN[7 * n % len(GIVEN)]),
            skills={SKILLS[n // 6 % 6]: 1, SKILLS[n % 6]: 1 + n // 6 % 3, "leading": 1 + (n % 5 == 0)},
            traits=[BACKGROUNDS[n % 3], "newcomer" if n % 4 == 3 else "experienced"],
            available=[vm.Weekly(["sat"] if n % 7 < 3 else ["sat", "sun"], "08:00", "18:00")],
            away=[vm.Window(f"2022-{6 + n % 7 % 3:02}-01T00:00", f"2022-{6 + n % 7 % 3:02}-15T00:00")],
            limits=[vm.Limit(vm.Days(7), max_sessions=1), vm.Limit("horizon", min_sessions=1)],
        )
        for n in range(1, VOLUNTEERS + 1)
    ]  # fmt: skip


def organisations(people: Sequence[vm.Volunteer], say: Say) -> vm.Problem:
    """Return the problem of the four teams: sizes, skills, a leader and a deputy each; those formed in spring stay together."""
    wanted = [
        Team(
            name, name=say(name, chinese), least=15, most=24, skills=skills, lead=("leading", 2),
            needs=[Need(skill=strength, skill_level=3, least=2), Need(trait=background, least=8)],
        )
        for name, (chinese, skills, strength, background) in ORGANISATIONS.items()
    ]  # fmt: skip
    return teams(people, wanted, before={"arts": [one.id for one in people if "music" in one.skills][:10]})


def projects(say: Say) -> Plan:
    """Return what the surveys asked for, with votes, within the grant; the dates of a kind lie evenly in the year."""
    days = next_days(FIRST_DAY, 2 * WEEKENDS, weekdays=["sat", "sun"])
    proposals = [(place, *one, time) for place, one in enumerate(PROJECTS.items()) for time in range(one[1][-1])]
    sessions, votes = [], {}
    for place, kind, (chinese, group, runs, skill, guests, heads, cost, asked, times), time in proposals:
        day = days[len(days) * (len(PROJECTS) * time + place) // (len(PROJECTS) * times)]
        roles = [
            vm.Role(say("leader", "组长"), skill=skill, level=2), vm.Role(say("host", "主办"), traits=[runs]),
            vm.Role(say("helper", "组员"), min=heads - 2, max=heads - 1),
            vm.Role(say("newcomer", "新人"), traits=["newcomer"], min=0, target=1),
        ]  # fmt: skip
        sessions.append(vm.Session(
            f"{kind} {time + 1}", name=say(f"{kind} {time + 1}", f"{chinese} {time + 1}"), kind=kind, audiences=[group],
            tags=["project"], start=f"{day}T09:00", end=f"{day}T11:00", attendance=guests, cost=cost, roles=roles,
        ))  # fmt: skip
        votes[sessions[-1].id] = asked * (times - time) // times  # whoever has been once asks less loudly the next time
    return catalogue(sessions, votes, grant=GRANT, level=1) + Plan((), [Drop(level=0, whole=True)])


def meetings(say: Say) -> Plan:
    """Return two trainings for newcomers, and the meetings at which leaders and members found the four organisations."""
    trainer = vm.Role(say("trainer", "讲师"), skill="leading", level=2, traits=["experienced"])
    trainee = vm.Role(say("trainee", "学员"), traits=["newcomer"], min=8, max=11)
    return Plan([
        *(vm.Session(
            f"training {day}", name=say("training", "培训"), series="training", roles=[trainer, trainee],
            start=f"{day}T14:00", end=f"{day}T16:00",
        ) for day in TRAININGS),
        *(vm.Session(
            f"founding {name}", name=say(f"founding of {name}", f"{chinese}成立会"), kind="founding",
            minutes=120, starts=[f"{day}T14:00" for day in next_days(FIRST_DAY, WEEKENDS, weekdays=["sat"])[4::8]],
            roles=[vm.Role(say(*role), traits=[trait], min=least) for role, trait, least in (
                (("chair", "主持"), f"leads {name}", 2), (("member", "成员"), name, 8))],
        ) for name, (chinese, *_) in ORGANISATIONS.items()),
    ])  # fmt: skip


def year(people: Sequence[vm.Volunteer], say: Say) -> vm.Problem:
    """Return the year: nobody new serves untrained, or without somebody experienced beside them."""
    trained = [one.id for one in people if "experienced" in one.traits]
    new, training = vm.VolunteerFilter(trait="newcomer"), vm.SessionFilter(series="training")
    rules = [
        Mentor(trainee="newcomer", mentor="experienced", where=vm.Where(sessions=vm.SessionFilter(tag="project"))),
        ServeOnce(level=0, where=vm.Where(volunteers=new, sessions=training)),
        TrainingFirst(role=say("helper", "组员"), series="training", done=trained),
        TrainingFirst(role=say("newcomer", "新人"), series="training", done=trained),
    ]
    return (projects(say) + meetings(say) + Plan((), rules)).problem(people, timezone="Asia/Shanghai")


def main() -> None:
    """Form the teams, plan the year, print both with their proofs, and write the files of the year."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()

    def say(english: str, chinese: str) -> str:
        return chinese if arguments.lang == "zh" else english

    people = volunteers(say)
    asked = organisations(people, say)
    formed = vm.solve(asked, time_limit=60, deterministic=True)
    print(formed.sentence(arguments.lang))
    problem = year(joined(people, formed), say)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    chosen = grant_list(problem, outcome.schedule or vm.Schedule(), currency=say("yuan", "元"))
    lists = [team_list(asked, formed), chosen]
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    print(vm.explain.letter(problem, outcome, "v05").sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "skill_teams", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
