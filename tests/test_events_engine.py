"""The same events wherever they are looked for."""

from __future__ import annotations

from importlib import import_module

import pytest

from framing import corpus, events
from framing.errors import ConfigError
from framing.events import neighbours, pairs, stream


def small_blocks(monkeypatch):
    """So that there are several of them."""
    monkeypatch.setattr(stream, "BLOCK", 5_000)
    monkeypatch.setattr(neighbours, "BLOCK", 5)
    monkeypatch.setattr(pairs, "TOGETHER", 20)


@pytest.mark.parametrize("processors", [1, 3])
def test_threads_find_the_same_however_many(monkeypatch, processors):
    articles = corpus.load(["seeds"]).articles
    here = events.discover(articles, run=map)
    small_blocks(monkeypatch)
    monkeypatch.setattr(import_module("framing.events.engine"), "processors", lambda: processors)
    assert events.discover(articles) == here


def test_a_dask_cluster_of_two_processes_finds_the_same(monkeypatch):
    distributed = pytest.importorskip("distributed")
    articles = corpus.load(["seeds"]).articles
    here = events.discover(articles, run=map)
    small_blocks(monkeypatch)
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
