"""Where the work on blocks of articles is done, here or on a Dask cluster: the same functions and result.

Here it is done on threads: the work is on arrays, for which numpy and scipy let go of Python's lock.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from framing.errors import ConfigError

# Called as `map` is: results come in the order of what went in.
Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

_WAITING = 16  # blocks sent ahead of the one whose result is awaited: what is sent must fit the memory


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def threads(work: Callable[[Any], Any], blocks: Iterable[Any]) -> Iterator[Any]:
    """Runs like `map`, on a thread for each processor that this process may use."""
    count = processors()
    if count == 1:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(count) as pool:
        yield from _in_order(pool.submit, work, blocks, waiting=2 * count)


@contextmanager
def engine(name: str) -> Iterator[Run]:
    """Something that runs like `map`.

    Args:
        name: "" for this process; "dask" for processes of this machine; "dask=ADDRESS" for a running cluster.

    Raises:
        ConfigError: there is no such engine, Dask is not installed, or nobody answers at the address.
    """
    if not name:
        yield threads
        return
    kind, _, address = name.partition("=")
    if kind != "dask":
        raise ConfigError(f"there is no engine {name!r}", hint="say dask, or dask=tcp://host:8786")
    try:
        import distributed
    except ImportError as exc:
        raise ConfigError("Dask is not installed", hint="pip install 'framing[dask]'") from exc
    connect: Any = distributed.Client
    try:
        client = connect(address, timeout=20) if address else connect(processes=True, dashboard_address=None)
    except (OSError, ValueError) as exc:
        raise ConfigError(
            f"no cluster answers at {address!r} ({exc})", hint="is the scheduler running?"
        ) from exc
    with client:

        def submit(work: Callable[[Any], Any], block: Any) -> Any:
            (sent,) = client.scatter([block], hash=False)  # to a worker straight, not by the scheduler
            return client.submit(work, sent, pure=False)

        yield lambda work, blocks: _in_order(submit, work, blocks, waiting=_WAITING)


def _in_order(
    submit: Callable[[Callable[[Any], Any], Any], Any],
    work: Callable[[Any], Any],
    blocks: Iterable[Any],
    *,
    waiting: int,
) -> Iterator[Any]:
    """The results in the order of the blocks, at most `waiting` of them ahead of the one that is awaited."""
    sent: deque[Any] = deque()
    for block in blocks:
        sent.append(submit(work, block))
        if len(sent) >= waiting:
            yield sent.popleft().result()
    while sent:
        yield sent.popleft().result()
