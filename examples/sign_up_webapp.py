"""Volunteers sign up for open seats on their phones: a page each, a button a seat, and one yes for each seat.

``python examples/sign_up_webapp.py problem.json schedule.json`` serves http://127.0.0.1:8000/?volunteer=ID. Each yes is written to
the schedule file before anybody hears of it. Nobody logs in here: put the service behind the log-in of your app, which knows who
asks, and let one process serve it.
"""

import argparse
import datetime as dt
import sys
from html import escape
from typing import Literal
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse

import volmatch as vm

HEAD = (
    '<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{}</title><style>body{{font:1.1rem/1.5 sans-serif;margin:1rem auto;max-width:40rem;padding:0 1rem}}"
    "button{{font:inherit;padding:.5rem 1rem}}</style><main><h1>{}</h1>"
)
WORDS = {"en": ("Take", "Give back", "Back"), "zh": ("认领", "退回", "返回")}


app = FastAPI(title="sign-up")


def sign_up_app(
    problem: vm.Problem, schedule: vm.Schedule | vm.Outcome, path: str, guard: int | None = None
) -> FastAPI:
    """Return the service; what people do is written to the path."""

    def keep(change: vm.live.Signed | vm.live.WaitingList) -> None:
        if isinstance(change, vm.live.Signed):
            vm.io.write(path, change.schedule, problem=problem)

    app.state.book = vm.live.SignUp(problem, schedule, guard=guard, keep=keep)
    return app


@app.exception_handler(vm.VolmatchError)
async def told(request: Request, error: vm.VolmatchError) -> HTMLResponse:
    """Say a no with its reason: 409 for a seat, 404 for who or what is unknown."""
    lang, who = language(request), urlencode({"volunteer": request.query_params["volunteer"]})
    status = 409 if isinstance(error, vm.SeatError) else 404 if isinstance(error, vm.OptionError) else 500
    return page(lang, error.sentence(lang), f'<p><a href="/?{who}">{WORDS[lang][2]}</a>', status)


@app.get("/")
def look(request: Request, volunteer: str) -> HTMLResponse:
    """Show what somebody does, and every seat they may take."""
    book, lang = request.app.state.book, language(request)
    found, schedule = book.open_seats(volunteer, now=dt.datetime.now(dt.UTC)), book.schedule
    stamp = vm.live.stamp_of(book.problem, schedule)
    lines = [
        button(
            lang,
            "give_back",
            (volunteer, one.session.id, one.role.name, stamp),
            f"{one.session.label}, {one.start:%Y-%m-%d %H:%M}",
        )
        for one in schedule.duties(book.problem)
        if one.volunteer.id == volunteer
    ]
    lines += [
        button(lang, "take", (volunteer, one.session, one.role, found.stamp), one.sentence(lang)) for one in found.seats
    ]
    return page(lang, found.label, "".join(lines), 200)


@app.post("/{deed}")
def press(
    request: Request, deed: Literal["take", "give_back"], volunteer: str, session: str, role: str, stamp: str
) -> RedirectResponse:
    """Take a seat or give it back, if the schedule is still the one that was looked at."""
    book = request.app.state.book
    sign = book.take if deed == "take" else book.give_back
    sign(volunteer, session, role, stamp=stamp, now=dt.datetime.now(dt.UTC))
    return RedirectResponse(f"/?{urlencode({'volunteer': volunteer})}", 303)


def language(request: Request) -> str:
    """Return the language a browser asks for."""
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def button(lang: str, deed: str, asked: tuple[str, str, str, str], told: str) -> str:
    """Return a line with a button; what is asked is volunteer, session, role and stamp."""
    query = urlencode(dict(zip(("volunteer", "session", "role", "stamp"), asked, strict=True)))
    word, told = WORDS[lang][deed != "take"], escape(told)
    line = f'<p>{told} <button aria-label="{word}: {told}">{word}</button>'
    return f'<form method="post" action="/{deed}?{escape(query)}">{line}</form>'


def page(lang: str, title: str, body: str, status: int) -> HTMLResponse:
    """Return a page."""
    return HTMLResponse(HEAD.format(lang, escape(title), escape(title)) + body, status)


def main() -> None:
    """Serve on this machine alone, until Ctrl-C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("problem")
    parser.add_argument("schedule")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--guard", type=int, help="levels up to this one must not get worse by a seat that is taken")
    given = parser.parse_args()
    try:
        problem = vm.io.read_problem(given.problem)
        app = sign_up_app(problem, vm.io.read_outcome(given.schedule), given.schedule, given.guard)
    except vm.VolmatchError as error:
        sys.exit(str(error))
    uvicorn.run(app, port=given.port, access_log=False)  # a log of paths would tell who serves


if __name__ == "__main__":
    main()
