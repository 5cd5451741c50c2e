"""Two village study halls share ten student volunteers for a week of the summer holidays.

Reported of Xiansheng township, Xifeng district of Qingyang, 2023: two halls (Yueling and Ranli) of four zones each,
110 primary pupils in all, open from 10:00 to 15:00 every day, ten volunteers of a university team who help with homework
and teach drawing and singing. These figures are marked "reported" below. Everything else is invented: names, who can come
when, how the pupils spread over halls and zones, the hours of each zone, the limits, the way between the villages, and the
Chinese characters of their names.
"""

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import volmatch as vm
from volmatch.patterns import Plan, ratio_list, series_list
from volmatch.rules import Supervision

PUPILS = {"yueling": 60, "ranli": 50}  # reported: two halls, 110 pupils in all
HALLS = {"yueling": ("Yueling", "岳岭"), "ranli": ("Ranli", "冉李")}
ZONES = {  # reported: four zones in each hall
    "classroom": ("教室", 40),
    "games": ("游戏区", 30),
    "reading": ("阅读区", 30),
    "handicraft": ("手工区", 20),
}
MONDAY, DAYS = dt.date(2023, 7, 24), range(7)  # reported: open every day of the summer holidays
CHINA = ZoneInfo("Asia/Shanghai")

# What is staffed each day: zone, from, to, one pupil in so many, role, skill, least and wished number of people.
DAY = {
    "homework": ("作业辅导", "classroom", "10:00", "11:30", 2, ("tutor", "辅导员"), "tutoring", 1, 3),
    "morning games": ("上午游戏", "games", "10:00", "11:30", 2, ("keeper", "看护员"), None, 1, 1),
    "midday rest": ("午间休息", "reading", "11:30", "13:00", 2, ("keeper", "看护员"), None, 1, 2),
    "handicraft": ("手工", "handicraft", "13:00", "15:00", 4, ("keeper", "看护员"), None, 1, 1),
    "reading": ("阅读", "reading", "13:00", "15:00", 4, ("keeper", "看护员"), None, 1, 1),
}
# Reported: lessons in drawing and singing. On which days is invented: one of each every day, in one hall or the other, so
# that no day is without a skill. When after lunch and in which of two zones is for the solver to decide.
LESSONS = {
    "drawing": ("绘画课", {"yueling": (0, 1, 2, 3), "ranli": (4, 5, 6)}),
    "singing": ("唱歌课", {"yueling": (4, 5, 6), "ranli": (0, 1, 2, 3)}),
}
SKILLS = {"tutoring": "辅导", "drawing": "绘画", "singing": "唱歌"}
KINDS = {kind: about[0] for kind, about in DAY.items()} | {kind: about[0] for kind, about in LESSONS.items()}
LESSON_STARTS, LESSON_ZONES = ("13:00", "13:30", "14:00"), ("classroom", "games")

# Reported: ten volunteers. Names, skills, days of the week they can come (0 is Monday), hours served before, wishes.
Row = tuple[str, str, dict[str, int], str, float, dict[str, int]]
VOLUNTEERS: tuple[Row, ...] = (
    ("Chen Yutong", "陈雨桐", {"tutoring": 2, "drawing": 2}, "01234", 4, {"drawing": 3}),
    ("Wang Haoran", "王浩然", {"tutoring": 1}, "012345", 0, {"ranli": -1}),
    ("Li Siqi", "李思琪", {"tutoring": 1, "singing": 2}, "12345", 6, {"singing": 3}),
    ("Zhao Yichen", "赵奕辰", {"tutoring": 2}, "02356", 2, {"homework": 1}),
    ("Liu Xinyi", "刘欣怡", {"drawing": 1}, "012456", 0, {"handicraft": 1}),
    ("Zhou Zixuan", "周子轩", {"tutoring": 1}, "13456", 3, {"midday rest": -1}),
    ("Sun Jiayi", "孙佳怡", {"singing": 1, "tutoring": 1}, "023456", 1, {"yueling": -1}),
    ("Ma Tianyu", "马天宇", {"tutoring": 2, "drawing": 1}, "0134", 5, {"morning games": 1}),
    ("Guo Mengyao", "郭梦瑶", {"singing": 2}, "012456", 0, {"reading": 1}),
    ("He Junjie", "何俊杰", {"tutoring": 1}, "234560", 2, {"ranli": 1}),
)
WAY_MINUTES = 25
OPENS, CLOSES = "10:00", "15:00"  # reported
PUPILS_PER_ADULT = 20  # invented: at most, at every moment in each hall, and never fewer than two adults

Say = Callable[[str, str], str]


def study_halls(lang: str) -> vm.Problem:
    """Return the problem with its names in one language; ids of people, sessions and rooms are the same in both."""

    def say(english: str, chinese: str) -> str:
        return chinese if lang == "zh" else english

    zones = [(hall, zone, *about) for hall in PUPILS for zone, about in ZONES.items()]
    sessions = [session for hall in PUPILS for day in DAYS for session in sessions_of(hall, day, say)]
    return Plan(sessions, [Supervision(ratio=PUPILS_PER_ADULT)]).problem(
        [volunteer(row, say) for row in VOLUNTEERS],
        places=[vm.Place(hall, name=say(*name)) for hall, name in HALLS.items()],
        rooms=[vm.Room(f"{hall} {zone}", hall, name=say(zone, cn), capacity=most) for hall, zone, cn, most in zones],
        travel=vm.Travel(minutes=[vm.Way("yueling", "ranli", WAY_MINUTES)]),
        timezone=CHINA.key,
    )


def at(day: int, clock: str) -> dt.datetime:
    """Return a time of a day of the week."""
    return dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time.fromisoformat(clock), CHINA)


def sessions_of(hall: str, day: int, say: Say) -> Iterator[vm.Session]:
    """Yield what has to be staffed in one hall on one day."""
    here, there = HALLS[hall]
    for kind, (chinese, zone, since, until, part, role, skill, least, target) in DAY.items():
        needed = say(skill, SKILLS[skill]) if skill else None
        yield vm.Session(
            f"{hall} {at(day, OPENS):%m-%d} {kind}",
            name=say(f"{here} {kind}", f"{there}{chinese}"),
            kind=say(kind, chinese),
            start=at(day, since),
            end=at(day, until),
            room=vm.RoomNeed(any_of=[f"{hall} {zone}"]),
            attendance=PUPILS[hall] // part,
            roles=[vm.Role(say(*role), skill=needed, min=least, target=target)],
        )
    for kind, (chinese, days) in LESSONS.items():
        if day in days[hall]:
            yield vm.Session(
                f"{hall} {at(day, OPENS):%m-%d} {kind}",
                name=say(f"{here} {kind}", f"{there}{chinese}"),
                kind=say(kind, chinese),
                series=f"{hall} {kind}",
                minutes=60,
                starts=[at(day, start) for start in LESSON_STARTS],
                room=vm.RoomNeed(any_of=[f"{hall} {zone}" for zone in LESSON_ZONES]),
                attendance=25,
                roles=[vm.Role(say("teacher", "老师"), skill=say(kind, SKILLS[kind]))],
            )


def volunteer(row: Row, say: Say) -> vm.Volunteer:
    """Return one of the ten."""
    english, chinese, skills, days, served, wishes = row
    wished = {say(word, KINDS.get(word, word)): score for word, score in wishes.items()}
    return vm.Volunteer(
        english.lower().replace(" ", "-"),
        name=say(english, chinese),
        skills={say(skill, SKILLS[skill]): vm.Skill(level) for skill, level in skills.items()},
        available=[vm.Window(at(int(day), OPENS), at(int(day), CLOSES)) for day in days],
        limits=[vm.Limit("day", max_sessions=3), vm.Limit("week", max_hours=20, min_hours=10)],
        wishes=[vm.Wish(score=wished[word], **{"place" if word in PUPILS else "kind": word}) for word in wished],
        served_hours=served,
    )


def main() -> None:
    """Solve the week, print the board with the proofs, and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of names and board")
    parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="folder for the files")
    arguments = parser.parse_args()
    problem = study_halls(arguments.lang)
    outcome = vm.solve(problem, time_limit=60, deterministic=True)
    made = outcome.schedule or vm.Schedule()
    lists = [ratio_list(problem, made), series_list(problem, made)]
    vm.show(problem, outcome, lang=arguments.lang, annexes=lists)
    never = vm.explain.why_not(problem, outcome, "liu-xinyi", "ranli 07-27 homework")
    print(never.sentence(arguments.lang))
    for path in vm.save(problem, outcome, arguments.out, "study_halls", lang=arguments.lang, annexes=lists):
        print(path)


if __name__ == "__main__":
    main()
