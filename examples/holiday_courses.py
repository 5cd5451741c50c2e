"""Holiday courses, evenings for elders, a public day every month, and mediation by appointment share a community's people.

Reported of Feijiaying community, Anning district of Lanzhou, 2019: courses for children in the summer and winter holidays (art,
whose fourth lesson was on 1 August at 10:00, calligraphy taught by a volunteer of the party, reading, speech, practical work), an
evening programme for elders, mediation for families by appointment, a themed day for the public every month, a register of
people, skills and rooms that grows, training before duty, ten service categories. These figures are marked "reported" below.
Everything else is invented: names, hours, days, rooms, head-counts, themes, who joined when, and who asked for mediation.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import volmatch as vm
from volmatch.patterns import Plan, Request, appointments, course, monthly_event, next_days, nth_weekdays, with_backup
from volmatch.rules import IfNeeded, MinLoad, TrainingFirst, Wishes

# Reported: the ten service categories a public day draws from. Invented: its themes, July to January.
PARTY, ELDERS, WOMEN = ("party members", "党员"), ("elders", "老年人"), ("women", "妇女")
YOUTH, SPECIAL, VOLUNTEERING = (
    ("children and youth", "青少年儿童"),
    ("special groups", "特殊群体"),
    ("volunteering", "志愿服务"),
)
FESTIVALS, SOCIAL = ("festivals", "大型节庆"), ("social organisations", "社会组织")
COMMITTEES, HALL, PLACE = ("committees", "两委"), ("common hall", "公共大厅"), "common hall"
CIRCLES = (PARTY, ELDERS, WOMEN, YOUTH, SPECIAL, VOLUNTEERING, FESTIVALS, SOCIAL, COMMITTEES, HALL)
THEMES = (
    ("safe summer", "平安暑期"), ("back to school", "开学季"), ("mid-autumn", "中秋"), ("respect for elders", "敬老"),
    ("health", "健康"), ("warm winter", "暖冬"), ("new year", "迎新春"),
)  # fmt: skip
# Reported: the courses; the 4th lesson of art is on Thursday, 1 August 2019 at 10:00. The other days and hours are invented.
Days = list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]]
TERMS = {"summer": ("暑期", "2019-07-22", 6), "winter": ("寒假", "2020-01-06", 4)}  # name, first week, lessons
COURSES: dict[str, tuple[str, int, dict[str, tuple[Days, str]]]] = {
    "art": ("美术", 24, {"summer": (["mon", "thu"], "10:00"), "winter": (["mon", "thu"], "10:00")}),
    "calligraphy": ("书法", 20, {"summer": (["mon", "thu"], "09:00"), "winter": (["mon", "thu"], "10:00")}),
    "reading": ("阅读", 24, {"summer": (["mon", "wed"], "15:00"), "winter": (["mon", "thu"], "10:00")}),
    "speech": ("演讲", 24, {"summer": (["tue", "thu"], "15:00"), "winter": (["tue", "fri"], "10:00")}),
    "practical work": ("劳动实践", 16, {"summer": (["sat"], "10:00"), "winter": (["sat"], "10:00")}),
}
HOLIDAYS = ("2019-07-31", "2020-01-25")  # the classrooms are painted; Spring Festival

# The register, invented: skills, categories, when they are free, and when they joined; who joined before 2019 has been trained.
Row = tuple[str, str, dict[str, int], tuple[tuple[str, str], ...], str, str]
HOLIDAY, ALWAYS, AFTER_WORK = "holiday", "always", "after work"
BEFORE, JULY, OCTOBER = "2018-09-01", "2019-07-01", "2019-10-01"
PEOPLE: tuple[Row, ...] = (
    ("Lu Wenjing", "陆文静", {"art": 2}, (WOMEN,), HOLIDAY, BEFORE), ("Bai Yang", "白杨", {"art": 1}, (WOMEN,), HOLIDAY, JULY),
    ("Gao Jianguo", "高建国", {"calligraphy": 2}, (PARTY,), ALWAYS, BEFORE), ("Ren Hai", "任海", {}, (HALL,), AFTER_WORK, BEFORE),
    ("Chai Ming", "柴明", {"calligraphy": 2}, (ELDERS,), ALWAYS, BEFORE), ("Zhu Min", "朱敏", {}, (WOMEN,), AFTER_WORK, OCTOBER),
    ("Niu Fang", "牛芳", {"calligraphy": 1, "mediation": 1}, (COMMITTEES, PARTY), ALWAYS, BEFORE),
    ("Shi Lei", "石磊", {"reading": 2, "speech": 2}, (VOLUNTEERING,), HOLIDAY, BEFORE),
    ("Yan Ru", "严茹", {"speech": 3}, (SOCIAL,), HOLIDAY, JULY), ("Wei Min", "魏敏", {}, (FESTIVALS,), AFTER_WORK, JULY),
    ("Mu Qing", "穆清", {"practical work": 2}, (VOLUNTEERING,), ALWAYS, BEFORE),
    ("Tian Hua", "田华", {"practical work": 1, "reading": 1, "speech": 1}, (ELDERS,), ALWAYS, BEFORE),
    ("Jin Shan", "金山", {"mediation": 2}, (SPECIAL,), AFTER_WORK, BEFORE), ("He Miao", "何苗", {"help": 1}, (YOUTH,), HOLIDAY, JULY),
    ("Liu Yang", "柳阳", {"help": 1}, (YOUTH,), HOLIDAY, JULY), ("Song Ke", "宋可", {"help": 1}, (YOUTH,), HOLIDAY, OCTOBER),
)  # fmt: skip
ONE_DAY = ("2019-07-25", "2019-07-26")  # [from, to): others must stand in
AWAY = {"Lu Wenjing": ONE_DAY, "Shi Lei": ONE_DAY, "Yan Ru": ("2019-07-25", "2019-08-02")}
EVERY_DAY: Days = ["mon", "tue", "wed", "thu", "fri", "sat"]
FREE = {
    HOLIDAY: [vm.Weekly(EVERY_DAY, "08:00", "21:00", until="2019-08-25"), vm.Weekly(EVERY_DAY, "08:00", "21:00", since="2020-01-04"),
              vm.Weekly(["sat"], "08:00", "18:00", since="2019-08-26", until="2020-01-03")],
    ALWAYS: [vm.Weekly(EVERY_DAY, "08:00", "21:00")],
    AFTER_WORK: [vm.Weekly(["mon", "tue", "wed", "thu", "fri"], "18:00", "21:30"), vm.Weekly(["sat", "sun"], "08:00", "20:00")],
}  # fmt: skip
SKILLS = {name: about[0] for name, about in COURSES.items()} | {"mediation": "调解", "help": "助教"}
FAMILIES = {"family 1": ("2019-07-24", "18:00", "20:00"), "family 2": ("2019-07-24", "18:30", "20:30"),
            "family 3": ("2019-07-24", "18:30", "20:30"), "family 4": ("2019-08-01", "09:00", "11:30"),
            "family 5": ("2019-11-16", "13:00", "18:30")}  # fmt: skip

Say = Callable[[str, str], str]


def courses(say: Say, teacher: str, helper: str) -> Plan:
    """Return the lessons: two people have taught each course, so that one can stand in, and never a third."""
    plan = Plan()
    for name, (chinese, children, hours) in COURSES.items():
        roles = [vm.Role(teacher, skill=say(name, chinese), traits=[say(*PARTY)] if name == "calligraphy" else [])]
        roles += [vm.Role(helper, skill=say("help", "助教"), min=0, target=1)]
        for term, (spoken, first, count) in TERMS.items():
            days = next_days(first, count, weekdays=hours[term][0], holidays=HOLIDAYS)
            like = vm.Session(say(f"{term} {name}", spoken + chinese), name=say(f"{term} {name}", spoken + chinese), kind=say(name, chinese), roles=roles,
                              room=vm.RoomNeed(features=[say("tables", "课桌")]), attendance=children)  # fmt: skip
            plan += course(like, days, starts=hours[term][1], minutes=90, same=[teacher], level=3)
    return with_backup(plan, level=2)


def holiday_courses(say: Say) -> vm.Problem:
    """Return half a year of the community as one problem."""
    names = (("teacher", "老师"), ("helper", "助教"), ("host", "主持"), ("mediator", "调解员"), ("trainee", "学员"))
    teacher, helper, host, mediator, trainee = (say(*name) for name in names)
    trainees, hosts = vm.Role(trainee, min=0, max=12), vm.Role(host, min=2)
    training = vm.Session("training", place=PLACE, name=say("training", "岗前培训"), roles=[trainees])
    evening = vm.Session("evening", place=PLACE, name=say("evening for elders", "长者晚间活动"), roles=[hosts])
    plan = courses(say, teacher, helper) + course(training, ["2019-07-13", "2019-10-12"], starts="09:00", minutes=120)
    plan += course(evening, next_days("2019-07-24", 26, weekdays=["wed"]), starts="19:00", minutes=90)
    plan += monthly_event(
        vm.Session("public day", place=PLACE), nth_weekdays("2019-07-01", len(THEMES), nth=3, weekday="sat"),
        starts="14:00", minutes=180, circles={say(*circle): 1 for circle in CIRCLES}, themes=[say(*theme) for theme in THEMES],
    )  # fmt: skip
    plan += appointments([
        Request(family, name=say(family, f"家庭{family[-1]}"), windows=[vm.Window(f"{day}T{since}", f"{day}T{until}")], place=PLACE,
                role=vm.Role(mediator, skill=say("mediation", "调解")))
        for family, (day, since, until) in FAMILIES.items()
    ], kind=say("mediation", "调解"))  # fmt: skip
    people = [volunteer(row, say) for row in PEOPLE]
    done = [one.id for one, row in zip(people, PEOPLE, strict=True) if row[-1] == BEFORE]
    duties = (teacher, helper, host, mediator, *(say(*circle) for circle in CIRCLES))
    plan += Plan((), [TrainingFirst(role=role, series="training", done=done) for role in duties])
    return plan.problem(
        people,
        places=[vm.Place(PLACE, name=say(*HALL)), vm.Place("school", name=say("school", "学校"))],
        rooms=[vm.Room(f"room {n}", "school", name=say(f"room {n}", f"{n} 号教室"), capacity=30, features=[say("tables", "课桌")],
                       closed=[vm.Window(f"{BEFORE}T00:00", f"{since}T00:00")]) for n, since in ((1, JULY), (2, JULY), (3, OCTOBER))],
        timezone="Asia/Shanghai",
        rules=[Wishes(level=3, scale="scores"), IfNeeded(level=3), MinLoad(level=3)],  # levels of skill compare people
    )  # fmt: skip


def volunteer(row: Row, say: Say) -> vm.Volunteer:
    """Return one of the register."""
    english, chinese, skills, circles, free, joined = row
    away = [(BEFORE, joined)] * (joined != BEFORE) + [AWAY[name] for name in AWAY if name == english]
    return vm.Volunteer(
        english.lower().replace(" ", "-"), name=say(english, chinese), skills={say(one, SKILLS[one]): level for one, level in skills.items()}, traits=[say(*one) for one in circles], available=FREE[free],
        away=[vm.Window(f"{since}T00:00", f"{until}T00:00") for since, until in away],
        limits=[vm.Limit("day", max_sessions=2), vm.Limit("week", max_sessions=6)],
        wishes=[vm.Wish(kind=say(skill, SKILLS[skill]), score=level) for skill, level in skills.items() if skill in COURSES],
    )  # fmt: skip


def main() -> None:
    """Solve, print the board with the proofs, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()
    problem = holiday_courses(lambda english, chinese: chinese if arguments.lang == "zh" else english)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    lists = [vm.patterns.series_list(problem, outcome.schedule or vm.Schedule())]
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    print(vm.explain.why(problem, outcome, "niu-fang", "family 4").sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "holiday_courses", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
