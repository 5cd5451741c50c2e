"""The example of self sign-up: a phone shows what is open, a press takes it, and of fifty who press at once one gets a yes."""

import importlib.util
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import volmatch as vm

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def webapp() -> ModuleType:
    """Return the example, loaded anew."""
    spec = importlib.util.spec_from_file_location("sign_up_webapp", EXAMPLES / "sign_up_webapp.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tea(people: int = 50) -> tuple[vm.Problem, vm.Schedule]:
    """Return two tea rounds of a far year that lack everybody, and people with names that are no HTML."""
    crowd = [vm.Volunteer(f"v/{n}", name=f"<b>Helper {n}</b>") for n in range(people)]
    rounds = [
        vm.Session(f"tea {n}", name=f"Tea & cake {n}", start=f"2099-08-0{n}T10:00", end=f"2099-08-0{n}T12:00",
                   roles=[vm.Role("helper")])
        for n in (3, 4)
    ]  # fmt: skip
    problem = vm.Problem(crowd, rounds, timezone="Asia/Shanghai")
    return problem, vm.Schedule([], [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


@contextmanager
def served(webapp: ModuleType, path: Path) -> Iterator[str]:
    """Serve the tea rounds on a free port of this machine; yield the address."""
    app = webapp.sign_up_app(*tea(), str(path))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 30
    try:
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
    assert not thread.is_alive()


def crew(path: Path) -> list[str]:
    """Return who serves, as the file has it."""
    found = vm.io.read_outcome(path).schedule
    assert found is not None
    return [one.volunteer for one in found.assignments]


def test_a_phone_takes_a_seat_and_gives_it_back(webapp: ModuleType, chromium: Browser, tmp_path: Path) -> None:
    """On a phone a seat cannot be taken, what was taken is not shown or not kept, or a name is taken for HTML."""
    path = tmp_path / "plan.json"
    with served(webapp, path) as address:
        context = chromium.new_context(viewport={"width": 375, "height": 700}, locale="en-GB")
        window = context.new_page()
        window.goto(f"{address}/?volunteer=v/7")
        assert window.locator("h1").inner_text() == "<b>Helper 7</b>"
        assert window.get_by_role("button", name="Take: Tea & cake 3").count() == 1
        assert window.evaluate("document.documentElement.scrollWidth") <= 375
        assert Axe().run(window).response["violations"] == []
        late = context.new_page()
        late.goto(f"{address}/?volunteer=v/8")
        window.get_by_role("button", name="Take: Tea & cake 3").click()
        window.get_by_role("button", name="Give back: Tea & cake 3").wait_for()
        assert crew(path) == ["v/7"]
        late.get_by_role("button", name="Take: Tea & cake 3").click()
        late.get_by_role("heading", name="the schedule has changed").wait_for()
        late.get_by_role("link", name="Back").click()
        late.get_by_role("button", name="Take: Tea & cake 4").wait_for()
        assert late.get_by_role("button", name="Take: Tea & cake 3").count() == 0
        window.get_by_role("button", name="Give back: Tea & cake 3").click()
        window.get_by_role("button", name="Take: Tea & cake 3").wait_for()
        assert crew(path) == []
        context.close()


def test_of_fifty_presses_at_once_one_is_a_yes(webapp: ModuleType, tmp_path: Path) -> None:
    """Two people are told that they have the seat, the file has somebody else, or a no says nothing."""
    path, ready = tmp_path / "plan.json", threading.Barrier(50)
    problem, empty = tea()
    asked = {"session": "tea 3", "role": "helper", "stamp": vm.live.stamp_of(problem, empty)}
    with served(webapp, path) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:

        def press(number: int) -> httpx.Response:
            ready.wait()
            return client.post("/take", params={**asked, "volunteer": f"v/{number}"})

        with ThreadPoolExecutor(50) as threads:
            answers = [*threads.map(press, range(50))]
        assert sorted({one.status_code for one in answers}) == [303, 409]
        yes = [number for number, one in enumerate(answers) if one.status_code == 303]
        assert crew(path) == [f"v/{number}" for number in yes]
        assert len(yes) == 1
        assert all("look again" in one.text for one in answers if one.status_code == 409)
        said = client.get("/?volunteer=v/9", headers={"accept-language": "zh-CN"})
        assert "认领" in said.text
        assert client.get("/?volunteer=nobody").status_code == 404


def test_a_file_of_before_is_served_again(webapp: ModuleType, tmp_path: Path) -> None:
    """Who stops the service and begins it anew loses a seat that somebody took."""
    path = tmp_path / "plan.json"
    problem, empty = tea()
    vm.io.write(path, empty.with_duty("v/1", "tea 4", "helper"), problem=problem)
    app = webapp.sign_up_app(problem, vm.io.read_outcome(path), str(path))
    assert app.title == "sign-up"
    assert [one.session for one in vm.live.open_seats(problem, vm.io.read_outcome(path), "v/2").seats] == ["tea 3"]
