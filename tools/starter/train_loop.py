"""The loop that every starter model is trained by. It survives a kill: everything needed to go on is written every few minutes."""

import math
import os
import time
from dataclasses import dataclass
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
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


@dataclass
class Plan:
    """`peak`: highest learning rate. `decay`: of the average of the weights, which is what is validated and shipped."""

    path: Path
    steps: int
    batch: int
    peak: float
    warmup: int
    decay: float


def train(model, optimizer, plan: Plan, compute, validate=None, extra=None) -> None:
    """Trains from the last checkpoint to `plan.steps`.

    `compute(step, generator)` gives the loss and what to tell of it, by name; `validate()` says in words how good the model is, with the
    averaged weights in it; `extra` is kept in the checkpoint.
    """
    average = Average(model, plan.decay)
    checkpoint = Checkpoint(plan.path)
    step = 0
    if state := checkpoint.load():
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average.tensors = state["average"]
        step = state["step"]
    started, first = time.monotonic(), step
    while step < plan.steps:
        for group in optimizer.param_groups:
            group["lr"] = plan.peak * one_cycle(step, plan.steps, plan.warmup)
        loss, told = compute(step, torch.Generator().manual_seed(step))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        average.update(model, step)
        if step % 50 == 0:
            rate = (step - first) / (time.monotonic() - started) * plan.batch
            figures = " ".join(f"{name} {float(value):.4f}" for name, value in told.items())
            print(f"{step} {figures} {rate:.0f} images/s", flush=True)
        if checkpoint.due() or step == plan.steps:
            held = {name: tensor.clone() for name, tensor in model.state_dict().items()}
            if validate:
                model.load_state_dict(average.tensors)
                print(f"{step} {validate()}", flush=True)
                model.load_state_dict(held)
            state = {"model": held, "optimizer": optimizer.state_dict(), "average": average.tensors, "step": step}
            checkpoint.save({**state, **(extra or {})})
