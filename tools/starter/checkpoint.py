"""Training that survives a kill: everything needed to go on is written every few minutes."""

import os
import time
from pathlib import Path

import torch

SECONDS_BETWEEN = 120


class Checkpoint:
    def __init__(self, path: Path):
        self.path = path
        self.saved_at = time.monotonic()

    def load(self):
        return torch.load(self.path, weights_only=False) if self.path.exists() else None

    def due(self) -> bool:
        return time.monotonic() - self.saved_at > SECONDS_BETWEEN

    def save(self, state) -> None:
        part = self.path.with_suffix(".part")
        torch.save(state, part)
        os.replace(part, self.path)
        self.saved_at = time.monotonic()


class Average:
    """Exponential moving average of a model's weights."""

    def __init__(self, model: torch.nn.Module, decay: float):
        self.decay = decay
        self.tensors = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: torch.nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for name, tensor in model.state_dict().items():
            held = self.tensors[name]
            if tensor.dtype.is_floating_point:
                held.lerp_(tensor, 1 - decay)
            else:
                held.copy_(tensor)


def one_cycle(step: int, steps: int, warmup: int) -> float:
    """Linear warm-up, then a half cosine to zero: the factor on the peak learning rate."""
    import math

    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))
