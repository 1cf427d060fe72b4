"""The same events wherever they are looked for."""

from __future__ import annotations

import pytest

from framing import corpus, events
from framing.errors import ConfigError
from framing.events import neighbours, stream


def test_a_dask_cluster_of_two_processes_finds_the_same(monkeypatch):
    distributed = pytest.importorskip("distributed")
    articles = corpus.load(["seeds"]).articles
    # small blocks, so that there are several of them
    monkeypatch.setattr(stream, "BLOCK", 5_000)
    monkeypatch.setattr(neighbours, "BLOCK", 5)
    here = events.discover(articles)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        events.engine(f"dask={cluster.scheduler_address}") as run,
    ):
        assert events.discover(articles, run=run) == here


@pytest.mark.parametrize("name", ["spark", "dask=tcp://127.0.0.1:9"])
def test_an_engine_that_is_not_there_is_one_clear_error(name, monkeypatch):
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    with pytest.raises(ConfigError), events.engine(name):
        pass
