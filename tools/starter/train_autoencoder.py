"""Trains the starter VAE: absolute error, distance in the first stages of the starter CLIP, a light KL term."""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from autoencoder import Autoencoder
from train_loop import Plan, train
from drawn_pictures import Pictures, World
from train_clip import VISION, StarterClip, load_tokenizer, text_config

BATCH = 48
PEAK_RATE = 1e-3
KL_WEIGHT = 3e-4
PERCEPTUAL_WEIGHT = 0.25
EARLY_STAGES = 2


def load_clip(home: Path, name: str) -> StarterClip:
    """`conditioner`: the small CLIP that the text-to-image pipeline is built on; `clip`: the one that scores."""
    ids = load_tokenizer(home / "tokenizer").get_vocab()
    clip = StarterClip(text_config(len(ids), ids["<|startoftext|>"], ids["<|endoftext|>"]), VISION[name])
    clip.load_state_dict(torch.load(home / f"{name}.pt", weights_only=False)["average"])
    return clip.eval().requires_grad_(False)


def features(vision, pixels, stages):
    """What the first stages of a picture tower give, one after another."""
    x = vision.act(vision.bn1(vision.conv1(pixels)))
    for stage in range(stages):
        x = getattr(vision, f"layer{stage + 1}")(x)
        yield x


def perceptual_distance(vision, made, real, stages):
    with torch.no_grad():
        wanted = list(features(vision, real, stages))
    return sum(
        (F.normalize(mine, dim=1) - F.normalize(theirs, dim=1)).square().sum(1).mean()
        for mine, theirs in zip(features(vision, made, stages), wanted)
    )


@torch.no_grad()
def validate(model: Autoencoder, pictures: Pictures) -> float:
    """Peak signal-to-noise ratio of reconstructions, dB."""
    pixels = pictures.batch(np.arange(0, len(pictures)))
    made = model.decoder(model.moments(pixels)[0]).clamp(-1, 1)
    return 10 * np.log10(4 / F.mse_loss(made, pixels).item())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=4500)
    options = parser.parse_args()
    torch.manual_seed(2)
    torch.set_num_threads(2)
    world = World(options.home / "data")
    pictures = Pictures(options.home / "data", "train", world.size)
    held_out = Pictures(options.home / "data", "real-attic", world.size)
    vision = load_clip(options.home, "conditioner").vision
    model = Autoencoder()
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=1e-4, betas=(0.9, 0.99))
    def compute(step, generator):
        chosen = torch.randint(len(pictures), (BATCH,), generator=generator).numpy()
        pixels = pictures.batch(chosen)
        made, mean, log_variance = model(pixels, generator)
        error = (made - pixels).abs().mean()
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        seen = perceptual_distance(vision, made, pixels, EARLY_STAGES)
        loss = error + PERCEPTUAL_WEIGHT * seen + KL_WEIGHT * divergence
        return loss, {"error": error, "perceptual": seen, "kl": divergence}

    plan = Plan(options.home / "autoencoder.pt", options.steps, BATCH, PEAK_RATE, warmup=200, decay=0.999)
    train(model, optimizer, plan, compute, lambda: f"PSNR {validate(model, held_out):.2f} dB")


if __name__ == "__main__":
    main()
