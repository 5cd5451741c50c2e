"""Holiday courses, evenings for elders, a public day every month, and mediation by appointment share a community's people.

Reported of Feijiaying community, Anning district of Lanzhou, 2019: holiday courses for children (art, whose fourth lesson was
on 1 August at 10:00, calligraphy taught by a party-member volunteer, reading, speech, practical work), an evening programme
for elders, mediation for families by appointment, a themed day for the public every month, a register of people, skills and
rooms, training before duty, ten service categories. These figures are marked "reported" below. Everything else is invented:
names, hours, days, rooms, head-counts, and who asked for mediation.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import volmatch as vm
from volmatch.patterns import Plan, Request, appointments, course, monthly_event, next_days, nth_weekdays, with_backup
from volmatch.rules import TrainingFirst

# Reported: the ten service categories a public day draws from.
CIRCLES = (
    "party members", "elders", "women", "children and youth", "special groups",
    "volunteering", "festivals", "social organisations", "committees", "common hall",
)  # fmt: skip
# Reported: the courses; art's 4th lesson is on Thursday, 1 August 2019 at 10:00. Days and hours of the others are invented.
Days = list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]]
COURSES: dict[str, tuple[str, str, Days, int, str, int]] = {
    "art": ("美术", "2019-07-22", ["mon", "thu"], 6, "10:00", 24),
    "calligraphy": ("书法", "2019-07-22", ["tue", "fri"], 6, "09:00", 20),
    "reading": ("阅读", "2019-07-22", ["mon", "wed"], 6, "15:00", 24),
    "speech": ("演讲", "2019-07-23", ["tue", "thu"], 6, "15:00", 24),
    "practical work": ("劳动实践", "2019-07-27", ["sat"], 4, "10:00", 16),
}
HOLIDAYS = ("2019-07-31",)  # the classrooms are painted

# Invented: skills, circle, and when they are free: in the holidays, in term time too, or evenings and weekends only.
Row = tuple[str, str, dict[str, int], str, str]
HOLIDAY, ALWAYS, AFTER_WORK = "holiday", "always", "after work"
PEOPLE: tuple[Row, ...] = (
    ("Lu Wenjing", "陆文静", {"art": 2}, "women", HOLIDAY), ("Bai Yang", "白杨", {"art": 1, "reading": 1}, "children and youth", HOLIDAY),
    ("Gao Jianguo", "高建国", {"calligraphy": 2}, "party members", ALWAYS), ("Niu Fang", "牛芳", {"calligraphy": 1, "mediation": 1}, "committees", ALWAYS),
    ("Shi Lei", "石磊", {"reading": 1, "speech": 1}, "children and youth", HOLIDAY), ("Yan Ru", "严茹", {"speech": 1}, "social organisations", HOLIDAY),
    ("Mu Qing", "穆清", {"practical work": 1}, "volunteering", ALWAYS), ("Tian Hua", "田华", {"practical work": 1, "reading": 1}, "elders", ALWAYS),
    ("Jin Shan", "金山", {"mediation": 2}, "special groups", AFTER_WORK), ("Wei Min", "魏敏", {}, "festivals", AFTER_WORK),
    ("Ren Hai", "任海", {}, "common hall", AFTER_WORK), ("Duan Xue", "段雪", {"art": 1}, "women", AFTER_WORK),
)  # fmt: skip
FREE = {
    HOLIDAY: [vm.Weekly(["mon", "tue", "wed", "thu", "fri", "sat"], "08:00", "18:00", until="2019-08-25"),
              vm.Weekly(["sat"], "08:00", "18:00", since="2019-08-26")],
    ALWAYS: [vm.Weekly(["mon", "tue", "wed", "thu", "fri", "sat"], "08:00", "21:00")],
    AFTER_WORK: [vm.Weekly(["mon", "tue", "wed", "thu", "fri"], "18:00", "21:30"), vm.Weekly(["sat", "sun"], "08:00", "20:00")],
}  # fmt: skip
FAMILIES = {"family 1": ("2019-07-24", "18:00", "21:00"), "family 2": ("2019-07-24", "18:30", "20:30"),
            "family 3": ("2019-07-27", "09:00", "12:00"), "family 4": ("2019-08-02", "10:00", "11:00")}  # fmt: skip

Say = Callable[[str, str], str]


def holiday_courses(say: Say) -> vm.Problem:
    """Return summer and autumn of the community as one problem."""
    teacher, helper = say("teacher", "老师"), say("helper", "助教")
    room = vm.RoomNeed(features=["tables"])
    lessons = Plan()
    for name, (chinese, first, weekdays, count, starts, children) in COURSES.items():
        roles = [vm.Role(teacher, skill=name), vm.Role(helper, min=0, target=1)]
        like = vm.Session(name, name=say(name, chinese), roles=roles, room=room, attendance=children)
        days = next_days(first, count, weekdays=weekdays, holidays=HOLIDAYS)
        lessons += course(like, days, starts=starts, minutes=90, same=[teacher], level=2)
    training = vm.Session(
        "training", name=say("training", "岗前培训"), start="2019-07-20T09:00", end="2019-07-20T11:00", place="common hall",
        roles=[vm.Role(say("trainee", "学员"), min=0, target=6, max=12)],
    )  # fmt: skip
    evening = vm.Session(
        "evening",
        name=say("evening for elders", "长者晚间活动"),
        place="common hall",
        roles=[vm.Role(say("host", "主持"), min=2)],
    )
    evenings = course(evening, next_days("2019-07-24", 10, weekdays=["wed"]), starts="19:00", minutes=90)
    public = monthly_event(
        vm.Session("public day", name=say("public day", "公益日"), place="common hall"),
        nth_weekdays("2019-07-01", 4, nth=-1, weekday="sat"), starts="14:00", minutes=180, circles=dict.fromkeys(CIRCLES, 1),
    )  # fmt: skip
    mediator = vm.Role(say("mediator", "调解员"), skill="mediation")
    asked = [
        Request(family, windows=[vm.Window(f"{day}T{since}", f"{day}T{until}")], role=mediator, place="common hall")
        for family, (day, since, until) in FAMILIES.items()
    ]
    plan = with_backup(lessons, level=6) + Plan([training]) + evenings + public + appointments(asked, kind="mediation")
    trained = Plan((), [TrainingFirst(role=helper, session="training", done=["tian-hua"])])
    return (plan + trained).problem(
        [volunteer(row, say) for row in PEOPLE],
        places=[vm.Place("common hall", name=say("common hall", "公共大厅")), vm.Place("school", name=say("school", "学校"))],
        rooms=[vm.Room(f"room {n}", "school", name=say(f"room {n}", f"{n} 号教室"), capacity=30, features=["tables"]) for n in (1, 2)],
        timezone="Asia/Shanghai",
    )  # fmt: skip


def volunteer(row: Row, say: Say) -> vm.Volunteer:
    """Return one of the register."""
    english, chinese, skills, circle, free = row
    return vm.Volunteer(
        english.lower().replace(" ", "-"),
        name=say(english, chinese),
        skills=skills,
        traits=[circle],
        available=FREE[free],
        limits=[vm.Limit("day", max_sessions=2), vm.Limit("week", max_sessions=6)],
        wishes=[vm.Wish(kind=skill, score=level) for skill, level in skills.items()],
    )


def main() -> None:
    """Solve, print the board with the proofs, and write the two files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the two files")
    arguments = parser.parse_args()
    problem = holiday_courses(lambda english, chinese: chinese if arguments.lang == "zh" else english)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    vm.show(problem, outcome, lang=arguments.lang)
    print(vm.explain.why(problem, outcome, "gao-jianguo", "calligraphy-1").sentence(arguments.lang))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for kind, value in (("problem", problem), ("schedule", outcome)):
        path = arguments.out / f"holiday_courses.{kind}.json"
        vm.io.write(path, value)
        print(path)


if __name__ == "__main__":
    main()
