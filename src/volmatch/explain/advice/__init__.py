"""What would help: whom to recruit, train or ask, what to move, and where a schedule is fragile."""

from volmatch.explain.advice.advise import Advice, advise
from volmatch.explain.advice.criticality import AbsenceLoss, Fragility
from volmatch.explain.advice.possible_changes import Catalogue, Opening, OtherStarts, Recruit, Training
from volmatch.explain.advice.profiles import profiles_from
from volmatch.explain.advice.recruits import FewestRecruits
from volmatch.explain.advice.slack import Slack, Spare
from volmatch.explain.advice.suggestion import Ranking, Suggestion

__all__ = [
    "AbsenceLoss",
    "Advice",
    "Catalogue",
    "FewestRecruits",
    "Fragility",
    "Opening",
    "OtherStarts",
    "Ranking",
    "Recruit",
    "Slack",
    "Spare",
    "Suggestion",
    "Training",
    "advise",
    "profiles_from",
]
