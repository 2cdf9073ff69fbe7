"""Trains the starter backbone to tell the other classes of the drawn world apart."""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from train_loop import Plan, train
from drawn_pictures import Pictures, World
from residual_network import ResidualNetwork
from train_clip import augment

BATCH = 128
PEAK_RATE = 2e-3
SMOOTHING = 0.1
INPUT = {"input_size": [3, 64, 64], "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "classifier": "fc"}


def backbone(classes: int) -> ResidualNetwork:
    return ResidualNetwork([32, 64, 128, 256], [1, 1, 1, 1], classes)


def flip(pixels, generator):
    chosen = torch.rand(len(pixels), generator=generator) < 0.5
    return torch.where(chosen.view(-1, 1, 1, 1), pixels.flip(3), pixels)


@torch.no_grad()
def validate(model, pictures, labels, indices) -> float:
    model.eval()
    right = 0
    for part in np.array_split(indices, 8):
        right += model(pictures.batch(part)).argmax(1).eq(labels[part]).sum().item()
    model.train()
    return right / len(indices)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1800)
    options = parser.parse_args()
    torch.manual_seed(4)
    torch.set_num_threads(2)
    world = World(options.home / "data")
    pictures = Pictures(options.home / "data", "pretrain", world.size)
    classes = len(world.objects) - world.trained
    labels = torch.from_numpy(pictures.rows[:, 0] - world.trained)
    held_out = np.arange(len(pictures) - 1880, len(pictures))
    model = backbone(classes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.05)
    def compute(step, generator):
        chosen = torch.randint(held_out[0], (BATCH,), generator=generator)
        pixels = augment(flip(pictures.batch(chosen.numpy()), generator), generator)
        loss = F.cross_entropy(model(pixels), labels[chosen], label_smoothing=SMOOTHING)
        return loss, {"loss": loss}

    plan = Plan(options.home / "backbone.pt", options.steps, BATCH, PEAK_RATE, warmup=100, decay=0.998)
    train(model, optimizer, plan, compute, lambda: f"top-1 {validate(model, pictures, labels, held_out):.4f}", {"classes": classes})


if __name__ == "__main__":
    main()
