"""When somebody is free, as sloppy as people say it, is understood as they mean it, told, or refused with the piece that is not."""

# ruff: noqa: RUF001 - people type the wide ones
import pytest

from volmatch.io.tables.said_days import Around
from volmatch.io.tables.weekdays import NotACell
from volmatch.io.tables.when_free import free_times, guesses

AROUND = Around()


def said(text: str) -> str:
    """Return windows in short: days, hours, which of the month."""
    told = free_times(text)
    windows = ["always"] if told is None else [window for one in told for window in one.windows(AROUND)]
    return "; ".join(window if isinstance(window, str) else short(window) for window in windows) or "never"


def short(window: dict[str, object]) -> str:
    """Return a window in short."""
    days = window.get("weekly")
    nth = f" #{','.join(map(str, window['nth']))}" if "nth" in window else ""  # type: ignore[call-overload]
    return f"{' '.join(days) if isinstance(days, list) else ''}{nth} {window['from']}-{window['to']}".strip()


WORK, WHOLE = "mon tue wed thu fri", "00:00-00:00"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sat 9-12, Sun pm", "sat 09:00-12:00; sun 12:00-18:00"), ("周六9-12点，周日下午", "sat 09:00-12:00; sun 12:00-18:00"),
        ("Sat 9-12 and 14-17", "sat 09:00-12:00; sat 14:00-17:00"), ("周六上午、下午", "sat 08:00-12:00; sat 12:00-18:00"),
        ("周六 9:00-12:00、14:00-17:00", "sat 09:00-12:00; sat 14:00-17:00"), ("周六上午8:30-11:30 下午2:00-5:00", "sat 08:30-11:30; sat 14:00-17:00"),
        ("周一至周五晚", f"{WORK} 18:00-22:00"), ("周一至周五晚7点-9点", f"{WORK} 19:00-21:00"), ("每晚", f"{WORK} sat sun 18:00-22:00"),
        ("工作日晚上，周末全天", f"{WORK} 18:00-22:00; sat sun {WHOLE}"), ("Mon, Wed 6-8pm, Sat", f"mon wed 18:00-20:00; sat {WHOLE}"),
        ("每月第一个周六", f"sat #1 {WHOLE}"), ("每月第一、三个周六上午", "sat #1,3 08:00-12:00"), ("每月最后一个周日", f"sun #-1 {WHOLE}"),
        ("first Saturday of the month", f"sat #1 {WHOLE}"), ("1st and 3rd Sat 2-4pm", "sat #1,3 14:00-16:00"), ("last Sunday of every month", f"sun #-1 {WHOLE}"),
        ("周六下午两点到四点", "sat 14:00-16:00"), ("周六早上八点到中午十二点", "sat 08:00-12:00"), ("周二十点到十二点", "tue 10:00-12:00"), ("周六下午三点半以后", "sat 15:30-00:00"),
        ("9am-12pm Sat", "sat 09:00-12:00"), ("上午9点-11点（周六）", "sat 09:00-11:00"), ("mornings Mon-Wed", "mon tue wed 08:00-12:00"), ("Sat (morning only)", "sat 08:00-12:00"),
        ("周六周日", f"sat sun {WHOLE}"), ("周六 周日 9:00-16:00", "sat sun 09:00-16:00"), ("Mon Tue", f"mon tue {WHOLE}"), ("周1、周3", f"mon wed {WHOLE}"),
        ("除周一外都可以", f"tue wed thu fri sat sun {WHOLE}"), ("always except Mondays", f"tue wed thu fri sat sun {WHOLE}"), ("not Mondays", f"tue wed thu fri sat sun {WHOLE}"),
        ("Sat noon to midnight", "sat 12:00-00:00"), ("Sat. 9.00 - 12.30", "sat 09:00-12:30"), ("Mon 5.30pm-7.30pm", "mon 17:30-19:30"), ("Sat 900-1200", "sat 09:00-12:00"),
        ("２０２６年１２月５日　９：００－１１：３０", "2026-12-05T09:00-2026-12-05T11:30"), ("2026-12-05 10am", None), ("随时都可以", "always"), ("没有时间", "never"),
        ("mornings or afternoons", f"{WORK} sat sun 08:00-12:00; {WORK} sat sun 12:00-18:00"), ("whole weekend", f"sat sun {WHOLE}"),
    ],
)  # fmt: skip
def test_free_time_is_what_somebody_says(text: str, meant: str | None) -> None:
    """Somebody is sent when they are not free: a piece, its day or the ones of the month were lost."""
    if meant is None:
        with pytest.raises(NotACell):
            free_times(text)
    else:
        assert said(text) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("24/7", "may be always, or 24 July"), ("every other Saturday", "every second week"), ("隔周周六", "every second week"), ("Sat 9-12; ask me", "'ask me' was not understood"),
        ("周末全天；晚上", "'晚上' says no day"), ("&", "'&' says no day"), ("Sat 9-12; &", "'&' says no day"), ("Sat 9-12, 12 Dec perhaps", "'12 Dec perhaps' was not understood"),
    ],
)  # fmt: skip
def test_what_may_be_two_things_is_refused_with_the_piece(text: str, told: str) -> None:
    """One of two meanings is taken, or the whole cell is refused and nobody says for which piece."""
    with pytest.raises(NotACell) as caught:
        free_times(text)
    assert told in caught.value.wanted.sentence()


def test_what_was_guessed_is_told() -> None:
    """Hours take their day from others, or leave days out, and nobody hears of it."""
    sentences = [guess.sentence() for guess in guesses(free_times("Sat 9:00-12:00, 14:00-17:00") or (), AROUND)]
    assert sentences == ["this says no day, and was taken for 14:00 to 17:00 of the same days, Sat"]
    assert [guess.sentence("zh") for guess in guesses(free_times("周一除外") or (), AROUND)] == [
        "按除周一以外的所有日子理解"
    ]
