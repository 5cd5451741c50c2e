"""A web service solves problems for another app: send one, watch it get better, stop it, fetch its schedule.

POST /problems takes a problem as volmatch/1 JSON and answers with an id. GET /problems/ID/progress tells how the solve goes,
as server-sent events, until it is over. DELETE /problems/ID stops it; the best schedule so far stays. GET
/problems/ID/schedule answers with the schedule, or with 202 while there is none yet.

Nobody logs in here: put the service behind the log-in of your app. Ids cannot be guessed, and no answer lists them.
"""

import argparse
import asyncio
import os
import secrets
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Annotated

import attrs
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

import volmatch as vm

MOST_BYTES = 8 * 2**20  # a larger problem is refused unread
MOST_UNFINISHED, MOST_KEPT = 20, 200  # jobs
LONGEST_SOLVE, KEPT = 300, 6 * 3600  # seconds: for one solve; from sending to forgetting
TICK = 0.1  # seconds between two looks for news


@attrs.frozen(eq=False)
class Job:
    """One problem on its way to a schedule: the news so far, and the JSON of the schedule once it is there."""

    schedule: Future[str]
    cancel: threading.Event
    news: list[vm.Progress]
    begun: float


def solve(problem: vm.Problem, cancel: threading.Event, news: list[vm.Progress]) -> str:
    """Return the best schedule found, as JSON, with what is proved about it."""
    outcome = vm.solve(problem, time_limit=LONGEST_SOLVE, cancel=cancel, on_progress=news.append)
    return vm.io.dumps(outcome)


def begin(problem: vm.Problem) -> str:
    """Solve a problem as soon as a thread is free; return the id of the job."""
    forget()
    if sum(not job.schedule.done() for job in jobs.values()) >= MOST_UNFINISHED:
        raise HTTPException(503, "too many problems are being solved; try again", {"Retry-After": "30"})
    name, cancel, news = secrets.token_urlsafe(16), threading.Event(), list[vm.Progress]()
    jobs[name] = Job(threads.submit(solve, problem, cancel, news), cancel, news, time.monotonic())
    return name


def forget() -> None:
    """Drop what is old, and the oldest where there is too much; nothing that is still being solved."""
    over = [name for name, job in jobs.items() if job.schedule.done()]
    too_many, long_ago = len(jobs) - MOST_KEPT, time.monotonic() - KEPT
    for number, name in enumerate(over):
        if number < too_many or jobs[name].begun < long_ago:
            del jobs[name]


async def known(name: str) -> Job:
    """Return the job that a path names."""
    forget()
    if name not in jobs:
        raise HTTPException(404, "no such problem; it may have been forgotten")
    return jobs[name]


@asynccontextmanager
async def life(_: FastAPI) -> AsyncIterator[None]:
    """Stop all solves when the service stops."""
    yield
    for job in jobs.values():
        job.cancel.set()
    await run_in_threadpool(threads.shutdown, cancel_futures=True)


jobs: dict[str, Job] = {}  # the oldest first; only the event loop touches it
threads = ThreadPoolExecutor(max(2, (os.cpu_count() or 1) // 2))  # a large solve uses two processors
app = FastAPI(title="volmatch", lifespan=life, max_body_size=MOST_BYTES)


@app.exception_handler(vm.VolmatchError)
async def told(request: Request, error: vm.VolmatchError) -> Response:
    """Answer in the reader's language: all faults of a problem with their paths, or what went wrong with a solve."""
    lang = "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"
    if not isinstance(error, vm.ProblemError | vm.ScheduleError):
        return JSONResponse({"error": error.sentence(lang)}, 500)
    faults = [{"path": one.path, "wanted": one.wanted.sentence(lang), "given": one.given} for one in error.faults]
    return JSONResponse({"faults": faults}, 422)


@app.post("/problems", status_code=201)
async def send(request: Request) -> dict[str, str]:
    """Take a problem; the answer gives its id."""
    problem = await run_in_threadpool(vm.io.loads, await request.body())
    if not isinstance(problem, vm.Problem):
        raise vm.ProblemError([vm.Fault("format", vm.Text("wanted a problem file, but this is a schedule"))])
    return {"id": begin(problem)}


@app.get("/problems/{name}/progress", response_class=EventSourceResponse)
async def progress(job: Annotated[Job, Depends(known)]) -> AsyncIterator[ServerSentEvent]:
    """Tell level, value and bound whenever one got better, from the start on, and at last that it is over."""
    count, is_over = 0, False
    while not is_over:
        is_over = job.schedule.done()  # asked before the news are read: none comes after this
        news = job.news[count:]
        count += len(news)
        for one in news:
            yield ServerSentEvent(data=attrs.asdict(one))
        await asyncio.sleep(0 if is_over else TICK)
    yield ServerSentEvent(event="over", data={})


@app.delete("/problems/{name}", status_code=204)
async def cancel(job: Annotated[Job, Depends(known)]) -> None:
    """Stop a solve; its best schedule can be fetched a moment later."""
    job.cancel.set()


@app.get("/problems/{name}/schedule")
async def schedule(job: Annotated[Job, Depends(known)]) -> Response:
    """Answer with the schedule as volmatch-schedule/1 JSON, or with 202 while the solve goes on."""
    if not job.schedule.done():
        return JSONResponse({"state": "solving"}, 202)
    return Response(job.schedule.result(), media_type="application/json")


def main() -> None:
    """Serve on this machine alone, until Ctrl-C."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    uvicorn.run(app, port=port, access_log=False, timeout_graceful_shutdown=3)  # a log of paths would tell the ids


if __name__ == "__main__":
    main()
