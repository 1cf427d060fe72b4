"""Where the work on blocks of articles is done, here or on a Dask cluster: the same functions and result."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from framing.errors import ConfigError

# Called as `map` is: results come in the order of what went in.
Run = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

_WAITING = 16  # blocks sent ahead of the one whose result is awaited: what is sent must fit the memory


@contextmanager
def engine(name: str) -> Iterator[Run]:
    """Something that runs like `map`.

    Args:
        name: "" for this process; "dask" for processes of this machine; "dask=ADDRESS" for a running cluster.

    Raises:
        ConfigError: there is no such engine, Dask is not installed, or nobody answers at the address.
    """
    if not name:
        yield map
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
        yield lambda work, blocks: _in_order(client, work, blocks)


def _in_order(client: Any, work: Callable[[Any], Any], blocks: Iterable[Any]) -> Iterator[Any]:
    waiting: deque[Any] = deque()
    for block in blocks:
        waiting.append(client.submit(work, block, pure=False))
        if len(waiting) >= _WAITING:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
