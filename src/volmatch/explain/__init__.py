"""Why, why not, what would help: explanations as typed facts that can be checked, with sentences made from them."""

from volmatch.explain.advice import (
    Advice,
    Catalogue,
    Opening,
    OtherStarts,
    Recruit,
    Training,
    advise,
    profiles_from,
)
from volmatch.explain.change import LevelChange
from volmatch.explain.clash import Clash, clash
from volmatch.explain.compare import Comparison, compare
from volmatch.explain.elastic_relaxation import Relaxation, Repair, cheapest_repair
from volmatch.explain.empty import Hindrance, Nearest, WhyEmpty, why_empty
from volmatch.explain.explanation import Explanation
from volmatch.explain.hall_violators import Shortage, Shortages
from volmatch.explain.letter import Letter, letter
from volmatch.explain.loss import Loss
from volmatch.explain.moves import Move, moves
from volmatch.explain.not_held import NotHeld
from volmatch.explain.pareto import Pair
from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.preflight import Preflight, preflight
from volmatch.explain.reasons import Reason
from volmatch.explain.shortage import shortage
from volmatch.explain.trade import TradeOff, trade_off
from volmatch.explain.why import Forced, Why, why
from volmatch.explain.why_not import InTheWay, WhyNot, why_not

__all__ = [
    "Advice",
    "Catalogue",
    "Clash",
    "Comparison",
    "Explanation",
    "Finding",
    "Forced",
    "Hindrance",
    "InTheWay",
    "Letter",
    "LevelChange",
    "Loss",
    "Move",
    "Nearest",
    "NotHeld",
    "Opening",
    "OtherStarts",
    "Pair",
    "Preflight",
    "Reason",
    "Recruit",
    "Relaxation",
    "Repair",
    "Shortage",
    "Shortages",
    "TradeOff",
    "Training",
    "Why",
    "WhyEmpty",
    "WhyNot",
    "advise",
    "cheapest_repair",
    "clash",
    "compare",
    "letter",
    "moves",
    "preflight",
    "profiles_from",
    "shortage",
    "trade_off",
    "why",
    "why_empty",
    "why_not",
]
