"""The example of a web service does what it says when another app asks it over HTTP, also when asked for nonsense."""

import importlib.util
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import uvicorn
from benchmarks.generate import neighbourhood_programme

import small_hall
import volmatch as vm
from volmatch.text import LANGUAGES

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture
def webapp() -> ModuleType:
    """Return the service, loaded anew, so that it has no jobs yet."""
    spec = importlib.util.spec_from_file_location("embed_webapp", EXAMPLES / "embed_webapp.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def served(webapp: ModuleType) -> Iterator[httpx.Client]:
    """Serve on a free port of this machine; yield a client."""
    server = uvicorn.Server(uvicorn.Config(webapp.app, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        patiently(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def client(webapp: ModuleType) -> Iterator[httpx.Client]:
    """Return a client of the running service."""
    with served(webapp) as one:
        yield one


def patiently(asked: Any, *, seconds: float = 30) -> Any:
    """Ask until the answer is true, and return it."""
    deadline = time.monotonic() + seconds
    while not (answer := asked()):
        assert time.monotonic() < deadline, "this takes too long"
        time.sleep(0.02)
    return answer


def sent(client: httpx.Client, problem: vm.Problem) -> str:
    """Send a problem and return the path of its job."""
    answer = client.post("/problems", content=vm.io.dumps(problem))
    assert answer.status_code == 201
    return f"/problems/{answer.json()['id']}"


def events(client: httpx.Client, job: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the data of each event until the service ends the stream."""
    with client.stream("GET", f"{job}/progress") as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = "message"
        for line in answer.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))


def fetched(client: httpx.Client, job: str, *, seconds: float = 30) -> vm.Outcome:
    """Return the outcome of a job as soon as it is there."""

    def asked() -> httpx.Response | None:
        answer = client.get(f"{job}/schedule")
        assert answer.status_code in {200, 202}
        return answer if answer.status_code == 200 else None

    outcome = vm.io.loads(patiently(asked, seconds=seconds).content)
    assert isinstance(outcome, vm.Outcome)
    return outcome


def large(seed: int = 1) -> vm.Problem:
    """Return a problem whose proof takes much longer than a test."""
    return neighbourhood_programme(volunteers=200, sessions=600, seed=seed)


def assert_belongs(outcome: vm.Outcome, problem: vm.Problem) -> None:
    """Check a schedule that came over the wire against its own problem."""
    assert outcome.problem_fingerprint == vm.io.fingerprint(problem)
    assert outcome.schedule is not None
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert report.values == tuple(level.value for level in outcome.levels)


def test_a_problem_is_sent_watched_and_its_schedule_fetched(client: httpx.Client) -> None:
    """An app that follows the example gets no news, news that do not end, or a schedule that is not the best."""
    problem = small_hall.problem()
    job = sent(client, problem)
    *news, (last, _) = events(client, job)
    assert last == "over"
    assert {name for name, _ in news} == {"message"}
    assert all({"level", "value", "bound"} <= one.keys() for _, one in news)
    assert client.get(f"{job}/schedule").status_code == 200  # as soon as it is over
    outcome = fetched(client, job)
    assert outcome.status == "optimal"
    assert_belongs(outcome, problem)
    stand = {one["level"]: (one["value"], one["bound"]) for _, one in news}
    assert stand == {level.level: (level.value, level.bound) for level in outcome.levels}
    assert [*news, (last, {})] == list(events(client, job))  # who comes late hears all of it


def test_a_cancelled_solve_keeps_its_best_schedule(client: httpx.Client) -> None:
    """A cancel is not heard, takes long, or loses the schedule."""
    problem = large()
    job = sent(client, problem)
    stream = events(client, job)
    first = next(stream)
    assert first[0] == "message"
    assert client.get(f"{job}/schedule").status_code == 202
    began = time.monotonic()
    assert client.delete(job).status_code == 204
    outcome = fetched(client, job)
    assert time.monotonic() - began < 2
    assert outcome.stopped_by == "cancel"
    assert_belongs(outcome, problem)
    heard = [first, *stream]
    assert [name for name, _ in heard].index("over") == len(heard) - 1
    assert heard == list(events(client, job))  # nothing twice, nothing missed
    assert client.delete(job).status_code == 204
    assert fetched(client, job) == outcome


def test_two_problems_at_once_do_not_mix(client: httpx.Client) -> None:
    """A long solve keeps a short one waiting, or the people of one problem appear in the answers about the other."""
    problems = {"long": large(), "short": small_hall.problem()}
    jobs = {name: sent(client, problem) for name, problem in problems.items()}
    assert len(set(jobs.values())) == 2
    short = fetched(client, jobs["short"])
    assert client.get(f"{jobs['long']}/schedule").status_code == 202
    client.delete(jobs["long"])
    assert short.stopped_by == "proof"
    assert_belongs(short, problems["short"])
    assert_belongs(fetched(client, jobs["long"]), problems["long"])


def test_who_is_cancelled_while_waiting_gets_what_is_found_at_once(
    webapp: ModuleType, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that is cancelled before its turn blocks the others, or ends without a schedule."""
    monkeypatch.setattr(webapp, "threads", ThreadPoolExecutor(1))
    first, second = large(1), large(2)
    jobs = [sent(client, first), sent(client, second)]
    client.delete(jobs[1])
    client.delete(jobs[0])
    assert_belongs(fetched(client, jobs[0], seconds=5), first)
    assert_belongs(fetched(client, jobs[1], seconds=5), second)


def test_all_faults_of_a_problem_are_told_with_their_paths(client: httpx.Client) -> None:
    """An app can show its user neither what is wrong with a problem nor where."""
    role = {"name": "tutor", "min": -1}
    session = {"id": "club", "start": "2026-09-07T15:00", "end": "2026-09-07T14:00", "roles": [role]}
    text = json.dumps({"format": "volmatch/1", "volunteers": [{"id": ""}], "sessions": [session]})
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.loads(text)
    assert len(caught.value.faults) == 2
    for lang in LANGUAGES:
        answer = client.post("/problems", content=text, headers={"accept-language": f"{lang}-XX,{lang};q=0.9"})
        assert answer.status_code == 422
        assert [(one["path"], one["wanted"], one["given"]) for one in answer.json()["faults"]] == [
            (fault.path, fault.wanted.sentence(lang), fault.given) for fault in caught.value.faults
        ]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff", b'{"format": "volmatch/9"}', b"NaN", b"[" * 100_000])
def test_what_is_no_problem_is_refused(client: httpx.Client, text: bytes) -> None:
    """A body that is no problem ends in an error of the server, or begins a job."""
    answer = client.post("/problems", content=text)
    assert answer.status_code == 422
    assert all(one["wanted"] for one in answer.json()["faults"])
    assert answer.json()["faults"]


def test_a_schedule_is_no_problem(client: httpx.Client) -> None:
    """Somebody sends the wrong one of two files, and the service falls over."""
    answer = client.post("/problems", content=vm.io.dumps(small_hall.outcome(), problem=small_hall.problem()))
    assert (answer.status_code, [one["path"] for one in answer.json()["faults"]]) == (422, ["format"])


def test_a_body_that_is_too_large_is_refused(webapp: ModuleType, client: httpx.Client) -> None:
    """Anybody can fill the memory of the service, with a length told or untold."""
    piece = b" " * 2**20
    count = webapp.MOST_BYTES // 2**20 + 1
    for body in (piece * count, (piece for _ in range(count))):
        assert client.post("/problems", content=body).status_code == 413
    assert not webapp.jobs


def test_an_unknown_id_is_told(client: httpx.Client) -> None:
    """Who asks for what is not there gets somebody else's answer, or an error of the server."""
    for method, path in (("GET", "/schedule"), ("GET", "/progress"), ("DELETE", "")):
        assert client.request(method, f"/problems/nobody{path}").status_code == 404


def test_too_much_to_do_is_told(webapp: ModuleType, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service takes on more than it can do, or takes nothing any more once it was full."""
    monkeypatch.setattr(webapp, "MOST_UNFINISHED", 1)
    job = sent(client, large())
    refused = client.post("/problems", content=vm.io.dumps(small_hall.problem()))
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) > 0
    client.delete(job)
    fetched(client, job)
    fetched(client, sent(client, small_hall.problem()))


def test_what_is_old_is_forgotten_but_nothing_that_is_being_solved(
    webapp: ModuleType, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finished jobs fill the memory, or a solve that goes on is lost."""
    monkeypatch.setattr(webapp, "MOST_KEPT", 2)
    going, *ended = sent(client, large()), sent(client, small_hall.problem())
    fetched(client, ended[0])
    ended.append(sent(client, small_hall.problem()))
    assert fetched(client, ended[1]).status == "optimal"
    assert client.get(f"{ended[0]}/schedule").status_code == 404
    monkeypatch.setattr(webapp, "KEPT", 0)
    assert client.get(f"{ended[1]}/schedule").status_code == 404
    assert client.get(f"{going}/schedule").status_code == 202


def test_a_solve_that_fails_says_why(webapp: ModuleType, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a solve that failed waits for ever, or learns nothing."""

    def failing(*_: object) -> str:
        raise vm.NoScheduleError(vm.Text("this example fails"))

    monkeypatch.setattr(webapp, "solve", failing)
    job = sent(client, small_hall.problem())
    assert list(events(client, job)) == [("over", {})]
    answer = client.get(f"{job}/schedule")
    assert (answer.status_code, answer.json()) == (500, {"error": "this example fails"})


def test_the_service_runs_as_its_page_says_and_stops_on_ctrl_c() -> None:
    """The command in the guide does not serve, or a solve keeps it from stopping."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(EXAMPLES / "embed_webapp.py"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8") as service:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
                patiently(lambda: reachable(port))
                stream = events(client, sent(client, large()))
                next(stream)
                began = time.monotonic()
                service.send_signal(signal.SIGINT)
                said, _ = service.communicate(timeout=30)
        finally:
            service.kill()
    assert time.monotonic() - began < 10
    assert "Application shutdown complete" in said


def reachable(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
