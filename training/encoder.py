"""Write the generic encoder: `python -m training.encoder WEIGHTS models/en/sentences`."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import LAYERS, PLACES, WIDTH, WORDS, layer, quantised, read_weights


class Embeddings(nn.Module):
    """Word pieces of one sentence -> each as a vector, which knows its place and nothing of the others."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.words.weight.data = weights["embeddings.word_embeddings.weight"]
        self.places.weight.data = weights["embeddings.position_embeddings.weight"]
        self.kind = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0])
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        self.start.weight.data = weights["embeddings.LayerNorm.weight"]
        self.start.bias.data = weights["embeddings.LayerNorm.bias"]

    def forward(self, ids: Tensor) -> Tensor:
        """From (1, places) to (1, places, 384)."""
        embedded: Tensor = self.start(self.words(ids) + self.kind + self.places.weight[: ids.shape[1]])
        return embedded


class Generic(nn.Module):
    """Embeddings of one sentence -> the means of layers 4 and 6 over its places."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layer(weights, number) for number in range(LAYERS))

    def forward(self, embedded: Tensor) -> Tensor:
        """From (1, places, 384) to (1, 768)."""
        given = [embedded]
        for each in self.layers:
            given.append(each(given[-1]))
        return torch.cat([given[4].mean(1), given[6].mean(1)], -1)


def main(weights: Path, out: Path) -> None:
    """Both halves, each with an example to trace it by."""
    found = read_weights(weights)
    ids, embedded = torch.tensor([[101, 1996, 2933, 3478, 102]]), torch.zeros(1, 7, WIDTH)
    both = {"ids": 1, "embedded": 1}
    quantised(Embeddings(found), ids, out / "embeddings.onnx", names=["ids", "embedded"], places=both)
    quantised(
        Generic(found), embedded, out / "encoder.onnx", names=["embedded", "generic"], places={"embedded": 1}
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*map(Path, sys.argv[1:3]))
