"""Write the generic encoder: `python -m training.encoder WEIGHTS models/en/sentences/encoder.onnx`."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import LAYERS, PLACES, SHARED, WIDTH, WORDS, layer, quantised, read_weights


class Encoder(nn.Module):
    """Word pieces of one sentence -> the means of layers 4 and 6 over its places, and what layer 3 gives."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.words.weight.data = weights["embeddings.word_embeddings.weight"]
        self.places.weight.data = weights["embeddings.position_embeddings.weight"]
        self.kind = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0])
        self.start = nn.LayerNorm(WIDTH, eps=1e-12)
        self.start.weight.data = weights["embeddings.LayerNorm.weight"]
        self.start.bias.data = weights["embeddings.LayerNorm.bias"]
        self.layers = nn.ModuleList(layer(weights, number) for number in range(LAYERS))

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """From (1, places) to (1, 768) and (1, places, 384)."""
        x = self.start(self.words(ids) + self.kind + self.places.weight[: ids.shape[1]])
        given = []
        for each in self.layers:
            x = each(x)
            given.append(x)
        return torch.cat([given[3].mean(1), given[5].mean(1)], -1), given[SHARED - 1]


if __name__ == "__main__":
    torch.set_num_threads(1)
    quantised(
        Encoder(read_weights(Path(sys.argv[1]))),
        torch.tensor([[101, 1996, 2933, 3478, 102]]),
        Path(sys.argv[2]),
        names=["ids", "generic", "lower"],
        places={"ids": 1, "lower": 1},
    )
