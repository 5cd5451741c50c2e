"""Who is in which team, as a list to hang up."""

from volmatch.doors import door
from volmatch.outcome import Outcome
from volmatch.patterns.teams import DEPUTY, LEADER, MEMBER, members
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text


@door
def team_list(problem: Problem, outcome: Outcome | Schedule) -> Annex:
    """Return each team with its leader, its deputy and its members; whoever has no team comes last.

    Parameters
    ----------
    problem
        From `volmatch.patterns.teams`.
    outcome
        What a solve of it gave.
    """
    labels = {one.id: one.label for one in problem.volunteers}
    found = members(outcome)
    rows: list[tuple[Fact, ...]] = []
    for team in problem.sessions:
        own = found.get(team.id, {LEADER: (), DEPUTY: (), MEMBER: ()})
        named = [tuple(labels.get(id_, id_) for id_ in own[role]) for role in (LEADER, DEPUTY, MEMBER)]
        rows.append((team.label, sum(map(len, named)), *named))
    placed = {id_ for own in found.values() for ids in own.values() for id_ in ids}
    without = tuple(label for id_, label in labels.items() if id_ not in placed)
    if without:
        rows.append((Text("no team"), len(without), "", "", without))
    headers = [Text("team"), Text("people"), Text("leader"), Text("deputy"), Text("members")]
    return Annex(Text("who is in which team"), headers, rows)
