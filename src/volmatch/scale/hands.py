"""Who does the work of the regions: this process, one task after another, or the workers of a cluster."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from typing import Any, Protocol

import attrs

from volmatch.doors import wanted_by
from volmatch.errors import EngineError, OptionError, quoted
from volmatch.io.tables.needed_packages import distributed
from volmatch.scale.part_work import done
from volmatch.text import Text

#: Seconds between two looks at the workers, so that a cancel is heard within a second.
LOOK_EVERY = 0.05
#: Seconds that a task may take beyond its own limit before its worker counts as hanging: building a region's columns takes
#: 4 s for a city, and some 40 s for a province.
PATIENCE = 120.0
#: Seconds in which a scheduler that is gone may come back.
COMES_BACK = 10.0
#: How often a task is given to another worker when its own was lost or hangs.
TRIES = 3


def hush(ready: int) -> None:
    """Tell nobody how many tasks are done."""


def done_of(doing: Text, ready: int, tasks: int) -> Text:
    """Say what is being done, and how far it has come."""
    return Text("{doing}: {ready} of {all} done", {"doing": doing, "ready": ready, "all": tasks}) if ready else doing


class Hands(Protocol):
    """Does tasks, each on its own; the answers come in the order of the tasks."""

    @property
    def count(self) -> int:
        """How many work at a time."""

    def each(
        self,
        tasks: Sequence[Any],
        seconds: float | None,
        is_over: Callable[[], bool],
        tell: Callable[[int], None] = hush,
    ) -> list[Any] | None:
        """Do tasks that take at most so many seconds each; return their answers, or ``None`` if the caller had enough.

        `tell` is called with the number of those that are done, whenever it grows.
        """

    def close(self) -> None:
        """Give back what was taken for this run."""


class OwnHands:
    """Everything is done in this process; no cluster is needed."""

    count = 1

    def each(
        self,
        tasks: Sequence[Any],
        seconds: float | None,  # noqa: ARG002 - tasks keep their limits themselves
        is_over: Callable[[], bool],
        tell: Callable[[int], None] = hush,
    ) -> list[Any] | None:
        """Do tasks one after another."""
        answers = []
        for task in tasks:
            if is_over():
                return None
            answers.append(done(task))
            tell(len(answers))
        return answers

    def close(self) -> None:
        """Do nothing: nothing was taken."""


@attrs.define(eq=False)
class ClusterHands:
    """The workers of a Dask cluster.

    A worker that is killed is replaced and its task given to another one, by the cluster's own means; one that does not answer
    long after its limit is restarted.
    """

    client: Any
    _owned: tuple[Any, ...] = ()
    _alone_since: float | None = None

    @classmethod
    def of(cls, client: Any, workers: int) -> "ClusterHands":
        """Take a caller's client, the scheduler at an address, or a cluster of processes on this machine.

        Raises
        ------
        ExtraError
            If Dask is not installed.
        OptionError
            If the client is none of these.
        EngineError
            If nobody answers at the address.
        """
        package = distributed()
        if wanted_by(package.Client).accepts(client):
            return cls(client)
        if client is not None:
            address = _address(client)
            try:
                own = package.Client(address, timeout="10s")
            except (OSError, ValueError) as error:
                facts = {"address": address}
                raise EngineError(Text("no scheduler of a cluster answers at {address}", facts)) from error
            return cls(own, (own,))
        cluster = package.LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0")
        own = package.Client(cluster)
        return cls(own, (own, cluster))

    @property
    def count(self) -> int:
        """How many work at a time."""
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def each(
        self,
        tasks: Sequence[Any],
        seconds: float | None,
        is_over: Callable[[], bool],
        tell: Callable[[int], None] = hush,
    ) -> list[Any] | None:
        """Do tasks side by side.

        Raises
        ------
        EngineError
            If workers die or hang again and again, or the scheduler is gone.
        """
        package = distributed()
        try:
            return self._each(tasks, seconds, is_over, tell)
        except package.KilledWorker as error:
            raise EngineError(
                Text("workers of the cluster died again and again: is there too little memory?")
            ) from error
        except (CancelledError, package.comm.CommClosedError, TimeoutError) as error:
            raise EngineError(
                Text("the scheduler of the cluster is gone; the same call again goes on from here")
            ) from error

    def _each(
        self, tasks: Sequence[Any], seconds: float | None, is_over: Callable[[], bool], tell: Callable[[int], None]
    ) -> list[Any] | None:
        futures, told = self.client.map(done, tasks, pure=False, retries=TRIES), 0
        waves = -(-len(tasks) // self.count)
        for _ in range(TRIES):
            until = None if seconds is None else time.monotonic() + waves * (seconds + PATIENCE)
            while (ready := sum(future.done() for future in futures)) < len(futures):
                if ready > told:
                    told = ready
                    tell(told)
                if is_over():
                    self.client.cancel(futures, force=True)
                    return None
                self._refuse_to_wait_alone()
                if until is not None and time.monotonic() > until:
                    break
                time.sleep(LOOK_EVERY)
            else:
                answers: list[Any] = self.client.gather(futures)
                return answers
            self._restart(futures)
        raise EngineError(Text("workers of the cluster hang again and again"))

    def _refuse_to_wait_alone(self) -> None:
        """Give up where the scheduler is gone and does not come back."""
        if self.client.status == "running":
            self._alone_since = None
            return
        now = time.monotonic()
        self._alone_since = now if self._alone_since is None else self._alone_since
        if self.client.status == "closed" or now - self._alone_since > COMES_BACK:
            raise TimeoutError

    def _restart(self, futures: list[Any]) -> None:
        """Restart the workers that still hold a task; the cluster gives it to another one."""
        open_ = {future.key for future in futures if not future.done()}
        busy = [worker for worker, keys in self.client.processing().items() if open_.intersection(keys)]
        self.client.restart_workers(busy, raise_for_error=False)

    def close(self) -> None:
        """Close what was made for this run; a caller's own client stays."""
        for one in self._owned:
            one.close()


def _address(client: Any) -> str:
    """Return the address of the scheduler that is meant: one in words, or that of a cluster."""
    told = client if wanted_by(str).accepts(client) else _asked(client)
    if not wanted_by(str).accepts(told):
        facts = {"given": quoted(client)}
        raise OptionError(
            Text("client: wanted a distributed.Client, a cluster or the address of a scheduler, not {given}", facts)
        )
    return str.__str__(told)


def _asked(cluster: Any) -> Any:
    try:
        return cluster.scheduler_address
    except Exception:  # noqa: BLE001 - a foreign object may raise anything
        return None
