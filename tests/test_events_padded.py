"""What is looked up in a table is what multiplying the matrices gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_matrix

from framing.events.padded import held, padded

WIDTH = 6


def matrices(rows: st.SearchStrategy[int]) -> st.SearchStrategy[np.ndarray]:
    return rows.flatmap(lambda n: arrays(np.float32, (n, WIDTH), elements=st.sampled_from([0.0, 0.5, 2.0])))


@given(matrices(st.integers(1, 20)), st.data())
def test_entries_are_counted_in_the_rows_that_hold_them(mine, data):
    others = data.draw(matrices(st.integers(1, 5)))
    wanted = data.draw(arrays(np.int8, (len(mine), len(others)), elements=st.integers(0, 1)))
    one, two = (padded(csr_matrix(matrix), WIDTH) for matrix in (mine, others))
    found = csr_matrix(wanted)
    entries = one.columns < one.size
    shared = (wanted @ (others > 0).astype(int)) * (mine > 0)
    assert held(one, two, found)[entries].tolist() == shared[mine > 0].tolist()
