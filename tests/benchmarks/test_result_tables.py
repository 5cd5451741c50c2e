"""The tables of the benchmarks say what the results hold."""

import attrs
from benchmarks.tables import ANSWER_HEAD, RUN_HEAD, answer_rows, behind, markdown, plain, run_rows

import sample_results
from sample_results import RESULTS


def test_a_row_a_family_with_medians_over_seeds() -> None:
    """A figure of one seed passes for the median, or a family is lost."""
    rows = {row[0]: dict(zip(RUN_HEAD, row, strict=True)) for row in run_rows(RESULTS)}
    assert rows.keys() == {"town", "neighbourhood"}
    town = rows["town"]
    assert (town["candidates"], town["compile"], town["build"]) == ("100", "0.020", "0.040")
    assert (town["gap 1 s"], town["gap 10 s"]) == ("0.00% / 40.00%", "0.00% / 0.00%")
    assert (town["proved"], town["in"], town["memory"]) == ("2 of 2", "2.00 s", "90 MB")


def test_what_was_not_reached_is_a_dash() -> None:
    """A run that was stopped after 10 s is said to have a gap at 60 s."""
    stopped = attrs.evolve(RESULTS, runs=(sample_results.run("town", 1, level_two=(8, 6)),))
    (row,) = run_rows(stopped)
    town = dict(zip(RUN_HEAD, row, strict=True))
    assert (town["gap 10 s"], town["gap 60 s"], town["proved"]) == ("0.00% / 25.00%", "-", "1 of 2")


def test_without_a_solve_there_are_phases_only() -> None:
    """A run of the phases alone breaks the table."""
    bare = attrs.evolve(RESULTS.runs[0], levels=(), points=(), time_limit=0.0, status="", stopped_by="")
    (row,) = run_rows(attrs.evolve(RESULTS, runs=(bare,)))
    assert row[2] == "0.010"
    assert row[-3:-1] == ["-", "-"]


def test_answers_stand_beside_volmatch() -> None:
    """Another solver's answer is shown as better or closer than it is."""
    rows = {row[1]: dict(zip(ANSWER_HEAD, row, strict=True)) for row in answer_rows(RESULTS)}
    assert list(rows) == ["volmatch", "rival", "tortoise", "ghost", "mute"]
    assert rows["volmatch"]["from the bound"] == "at the bound"
    assert (rows["rival"]["from the bound"], rows["rival"]["against volmatch"]) == ("20.00% at 2", "worse")
    assert rows["tortoise"]["cost of each level"] == "late: 5 8"
    assert rows["ghost"]["cost of each level"] == "absent"
    assert rows["mute"]["cost of each level"] == "cannot: continuity"


def test_who_is_ahead_is_named() -> None:
    """The tables hide that somebody is better."""
    assert behind(RESULTS) == []
    assert [one.peer for one in behind(sample_results.AHEAD)] == ["rival"]
    assert [row[-1] for row in answer_rows(sample_results.AHEAD)] == ["-", "better"]


def test_a_seed_without_an_answer_is_not_hidden() -> None:
    """A solver that answered for one seed of two looks as if it had answered for both."""
    late = sample_results.answer("rival", (5, 8), seed=2, state="late")
    rows = answer_rows(attrs.evolve(RESULTS, answers=(*RESULTS.answers[:3], late)))
    assert rows[-1][-1] == "1 worse, 1 late"


def test_both_ways_of_writing_hold_every_cell() -> None:
    """A cell is lost between the table and the page."""
    head, rows = ["a", "b"], [["one", "1|2"], ["three", "4"]]
    assert plain(head, rows).splitlines() == ["a        b", "one    1|2", "three    4"]
    assert markdown(head, rows).splitlines() == ["| a | b |", "| --- | ---: |", "| one | 1\\|2 |", "| three | 4 |"]
