"""After publication: what happens to a schedule that people know already, as values, and what follows from it."""

from volmatch.live.applying import apply
from volmatch.live.ask_plan import AskPlan, ask_plan
from volmatch.live.askable import Ask, Askable
from volmatch.live.change_files import dumps_changes, loads_changes, read_changes, write_changes
from volmatch.live.changed_list import changed_list
from volmatch.live.changes import (
    Absence,
    Added,
    Cancelled,
    Change,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
)
from volmatch.live.dispatch.desk import Desk
from volmatch.live.dispatch.desk_events import Accepted, Declined, Offered, Rated, Unanswered
from volmatch.live.dispatch.desk_state import DeskOrder, DeskState, Promise
from volmatch.live.dispatch.placing import Dispatched
from volmatch.live.drill import drill
from volmatch.live.drilled import CalledIn, Drill, EmptySeats, Fragile
from volmatch.live.offer_files import dumps_offers, loads_offers, read_offers
from volmatch.live.open_seats import OpenSeat, OpenSeats
from volmatch.live.releases import Release
from volmatch.live.repair import Prepared, prepare, repair
from volmatch.live.repaired import Alternative, Repaired, Step
from volmatch.live.seat_board import stamp_of
from volmatch.live.sign_up import SignUp, open_seats
from volmatch.live.signed import Signed
from volmatch.live.substitute import SeatLeft, Substitute, Substitutes
from volmatch.live.substitutes import substitutes
from volmatch.live.swap_offers import SwapOffer, SwapSeat
from volmatch.live.swap_past import SwapPast
from volmatch.live.swapped import Swap, SwapMove, Swaps
from volmatch.live.swaps import swaps
from volmatch.live.unable import Unable
from volmatch.live.waiting import Offer, WaitingList

__all__ = [
    "Absence",
    "Accepted",
    "Added",
    "Alternative",
    "Ask",
    "AskPlan",
    "Askable",
    "CalledIn",
    "Cancelled",
    "Change",
    "Closed",
    "Declined",
    "Desk",
    "DeskOrder",
    "DeskState",
    "Dispatched",
    "Drill",
    "EmptySeats",
    "Fragile",
    "Joined",
    "Moved",
    "Needs",
    "NoShow",
    "Offer",
    "Offered",
    "OpenSeat",
    "OpenSeats",
    "Prepared",
    "Promise",
    "Rated",
    "Release",
    "Repaired",
    "SeatLeft",
    "Served",
    "SignUp",
    "Signed",
    "Step",
    "Substitute",
    "Substitutes",
    "Swap",
    "SwapMove",
    "SwapOffer",
    "SwapPast",
    "SwapSeat",
    "Swaps",
    "Unable",
    "Unanswered",
    "WaitingList",
    "Withdrawn",
    "apply",
    "ask_plan",
    "changed_list",
    "drill",
    "dumps_changes",
    "dumps_offers",
    "loads_changes",
    "loads_offers",
    "open_seats",
    "prepare",
    "read_changes",
    "read_offers",
    "repair",
    "stamp_of",
    "substitutes",
    "swaps",
    "write_changes",
]
