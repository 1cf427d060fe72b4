"""The layers of a small BERT (Devlin and others, 2019), as far as all-MiniLM-L6-v2 needs them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, LAYERS, WORDS, PLACES = 384, 12, 1536, 6, 30522, 512


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.attended, self.finished = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, present: Tensor | None = None) -> Tensor:
        """From (sentences, places, width) to the same; `present` is 0 where a place is padding."""

        def parts(y: Tensor) -> Tensor:
            return y.view(*x.shape[:2], HEADS, WIDTH // HEADS).transpose(1, 2)

        score = parts(self.query(x)) @ parts(self.key(x)).transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        if present is not None:
            score = score + (1.0 - present[:, None, None, :]) * -1e4
        seen = (score.softmax(-1) @ parts(self.value(x))).transpose(1, 2).reshape(x.shape)
        x = self.attended(self.dropout(self.output(seen)) + x)
        wide = nn.functional.gelu(self.wide(x))
        finished: Tensor = self.finished(self.dropout(self.narrow(wide)) + x)
        return finished


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "finished": "output.LayerNorm",
}


def layer(weights: Mapping[str, Tensor], number: int, *, dropout: float = 0.0) -> Layer:
    """Layer `number` (from 0) of the published weights."""
    made = Layer(dropout)
    made.load_state_dict(
        {
            f"{own}.{part}": weights[f"encoder.layer.{number}.{theirs}.{part}"]
            for own, theirs in _NAMES.items()
            for part in ("weight", "bias")
        }
    )
    return made


def read_weights(folder: Path) -> dict[str, Tensor]:
    """The published weights, from `model.safetensors` in `folder`."""
    weights: dict[str, Tensor] = load_file(folder / "model.safetensors")
    return weights


def quantised(
    network: nn.Module, example: Tensor, path: Path, *, names: list[str], places: dict[str, int]
) -> None:
    """Write `network` to `path` as ONNX with whole-number weights.

    Seven bits, not eight: the products of eight-bit weights overflow on processors without VNNI, and
    results would hang on the machine.

    Args:
        names: of the input, then of the outputs.
        places: which dimension counts the places of a sentence, for the names that have one.
    """
    full = path.with_suffix(".full.onnx")
    torch.onnx.export(
        network.eval(),
        (example,),
        str(full),
        input_names=names[:1],
        output_names=names[1:],
        dynamic_axes={name: {at: "places"} for name, at in places.items()},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(full, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    full.unlink()
