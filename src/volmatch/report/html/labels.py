"""The words of the page that are no data: headings, buttons, and what a screen reader says."""

import datetime as dt
from collections.abc import Mapping, Sequence

from volmatch.report.html.filled_seats import Meeting
from volmatch.report.html.people_board import Granted
from volmatch.text import Text

#: By the name under which the templates ask for them.
LABELS: Mapping[str, Text] = {
    "schedule": Text("Schedule"),
    "skip": Text("skip to the board"),
    "contents": Text("contents"),
    "language": Text("language"),
    "theme": Text("dark or light"),
    "print": Text("print"),
    "summary": Text("at a glance"),
    "sessions": Text("sessions"),
    "rooms": Text("rooms"),
    "people": Text("people"),
    "load": Text("load"),
    "proofs": Text("proofs"),
    "search": Text("search"),
    "search_hint": Text("a name, a session, a role, a place"),
    "only_open": Text("only sessions with empty seats"),
    "day": Text("day"),
    "every_day": Text("every day"),
    "place": Text("place"),
    "every_place": Text("every place"),
    "everything": Text("show everything"),
    "find": Text("search and filter"),
    "nothing": Text("nothing fits the search and the filters"),
    "nothing_to_draw": Text("there is nothing to draw here"),
    "duties": Text("duties"),
    "held": Text("sessions held"),
    "dropped": Text("sessions dropped"),
    "serving": Text("people serving"),
    "hours": Text("hours"),
    "short": Text("empty seats below the minimum"),
    "below": Text("empty seats below the target"),
    "state_short": Text("below the minimum"),
    "state_below": Text("below the target"),
    "state_full": Text("full"),
    "state_over": Text("more than there is room for"),
    "filled": Text("filled seats"),
    "served_before": Text("served before"),
    "in_this": Text("in this schedule"),
    "hours_in_all": Text("hours, with those served before"),
    "legend": Text("seats: people there/minimum/target; !! below the minimum, ! below the target"),
    "press": Text("press a marked role to read why its seats are empty"),
    "nobody": Text("nobody"),
    "time": Text("time"),
    "session": Text("session"),
    "role": Text("role"),
    "where": Text("where"),
    "seats": Text("seats"),
    "why": Text("why seats are empty"),
    "close": Text("close"),
    "no_sessions": Text("no session takes place"),
    "no_rooms": Text("no session has a place or a room"),
    "turnaround": Text("turnaround"),
    "person": Text("person"),
    "days": Text("days"),
    "hours_before": Text("hours before"),
    "share": Text("beside the fair share"),
    "wishes": Text("wishes"),
    "totals": Text("how much everybody serves"),
    "levels": Text("levels, first things first"),
    "level": Text("level"),
    "rules": Text("rules"),
    "value": Text("value"),
    "bound": Text("bound"),
    "gap": Text("gap"),
    "proved": Text("proved"),
    "yes": Text("yes"),
    "no": Text("no"),
    "shortfalls": Text("what fell short"),
    "shortfalls_note": Text(
        "what each goal costs, sentence by sentence, the dearest first; nothing is listed that costs nothing"
    ),
    "no_shortfalls": Text("nothing fell short of any goal"),
    "contacts": Text("contacts"),
    "lists": Text("lists"),
    "stale": Text(
        "the levels this schedule came with do not fit the problem, so nothing is proved here; solve it again"
    ),
    "bare": Text("a schedule without a record of its solve: nothing is claimed about how good it is"),
    "no_levels": Text("this problem has no goals"),
    "ladder_note": Text(
        "a level is served before all those below it; a value is what the schedule costs there, "
        "and no schedule that is as good at the levels above costs less than the bound"
    ),
    "load_note": Text("hours served before and in this schedule; the line is the fair share"),
    "thanks": Text("Thank you for your time."),
    "no_duty": Text("no duty in this schedule"),
}


#: How much the filters leave; a script writes the numbers where the braces are.
COUNTS: Mapping[str, Text] = {
    "sessions": Text("sessions: {shown} of {all}", {"shown": "{shown}", "all": "{all}"}),
    "people": Text("people: {shown} of {all}", {"shown": "{shown}", "all": "{all}"}),
}


def day_counts(listed: Sequence[Meeting]) -> Text:
    """Say how many sessions a day has, and in how many of them a seat is empty."""
    facts = {"n": len(listed), "open": sum(one.is_open for one in listed)}
    if not facts["open"]:
        return Text("sessions: {n}", facts)
    return Text("sessions: {n}; with empty seats: {open}", facts)


def stretch_of_days(first: dt.date, last: dt.date) -> Text:
    """Say from which day to which."""
    if first == last:
        return Text("{day}", {"day": first})
    return Text("{first} to {last}", {"first": first, "last": last})


def granted(wish: Granted) -> Text:
    """Say what became of a wish."""
    facts = {"about": wish.about, "got": wish.got, "n": wish.of}
    if wish.score > 0:
        return Text("would like {about}: {got} of {n}", facts)
    return Text("would rather not {about}: {got} of {n}", facts)
