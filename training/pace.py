"""How fast weights are changed in the course of learning, and the mean of them along the way."""

from __future__ import annotations

import torch
from torch import nn

AVERAGED = 0.97  # of the running mean of the weights


def warmed(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Rates that rise over a tenth of the steps and then fall in a straight line, to a fiftieth at last."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min((at + 1) / (0.1 * steps), max(0.02, (steps - at) / (0.9 * steps)))
    )


def follow(mean: nn.Module, network: nn.Module) -> None:
    """Draw the running mean of the weights a little towards the weights of now."""
    with torch.no_grad():
        for kept, new in zip(mean.parameters(), network.parameters(), strict=True):
            kept.lerp_(new, 1.0 - AVERAGED)
