"""Trains the VAE's decoder further, the encoder as it is, so that latents and the U-Net that makes them stay as they are.

Blocks that change nothing at first are added to it, and all stages of the small CLIP compare what is made with what was there: what a picture
shows is kept better than by the absolute error and early features alone. The CLIP begins with a stride of 2 and is blind to patterns of that
period: both pictures are shifted together at random, and differences of neighbours are compared as well. The shipped decoder was trained
without these two for 1,500 steps, and with them for 600.
"""

import argparse
from pathlib import Path

import torch
from torch import nn

from autoencoder import Autoencoder, Decoder
from drawn_pictures import Pictures, World
from train_autoencoder import load_clip, perceptual_distance, validate
from train_loop import Plan, train

BATCH = 48
PEAK_RATE = 1.2e-3
USUAL_BLOCKS = (2, 2, 1)
BLOCKS = (4, 5, 4)
# Of the pictures; the rest are those that the VAE was trained on.
GENERATOR_SHARE = 0.75


def deepened(decoder: Decoder) -> Decoder:
    """The same function with more blocks: those that are new add nothing yet."""
    deeper = Decoder(BLOCKS)
    parts, source = list(deeper.layers), iter(decoder.layers)
    at = 0
    for usual, blocks in zip(USUAL_BLOCKS, BLOCKS):
        parts[at].load_state_dict(next(source).state_dict())
        for block in range(blocks):
            part = parts[at + 1 + block]
            if block < usual:
                part.load_state_dict(next(source).state_dict())
            else:
                nn.init.zeros_(part.conv2.weight)
                nn.init.zeros_(part.conv2.bias)
        at += 1 + blocks
        if at < len(parts) and isinstance(parts[at], nn.Upsample):
            next(source)
            at += 1
    for part, held in zip(parts[at:], source):
        part.load_state_dict(held.state_dict())
    return deeper


def neighbours(pixels):
    return pixels.diff(dim=3), pixels.diff(dim=2)


def load_autoencoder(home: Path) -> Autoencoder:
    """With the refined decoder where there is one."""
    model = Autoencoder()
    model.load_state_dict(torch.load(home / "autoencoder.pt", weights_only=False)["average"])
    refined = home / "decoder.pt"
    if refined.exists():
        model.decoder = Decoder(BLOCKS)
        model.decoder.load_state_dict(torch.load(refined, weights_only=False)["average"])
    return model.eval()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2100)
    options = parser.parse_args()
    torch.manual_seed(5)
    torch.set_num_threads(2)
    world = World(options.home / "data")
    sources = [Pictures(options.home / "data", name, world.size) for name in ("generator", "train")]
    held_out = Pictures(options.home / "data", "real-attic", world.size)
    vision = load_clip(options.home, "conditioner").vision
    model = Autoencoder()
    model.load_state_dict(torch.load(options.home / "autoencoder.pt", weights_only=False)["average"])
    model.requires_grad_(False)
    model.decoder = deepened(model.decoder).requires_grad_(True)
    optimizer = torch.optim.AdamW(model.decoder.parameters(), lr=PEAK_RATE, weight_decay=1e-4, betas=(0.9, 0.99))

    def compute(step, generator):
        pictures = sources[torch.rand(1, generator=generator).item() >= GENERATOR_SHARE]
        chosen = torch.randint(len(pictures), (BATCH,), generator=generator).numpy()
        pixels = pictures.batch(chosen)
        with torch.no_grad():
            mean, log_variance = model.moments(pixels)
        latents = mean + (0.5 * log_variance).exp() * torch.randn(mean.shape, generator=generator)
        made = model.decoder(latents)
        error = (made - pixels).abs().mean()
        edges = sum((mine - theirs).abs().mean() for mine, theirs in zip(neighbours(made), neighbours(pixels)))
        shift = torch.randint(2, (2,), generator=generator).tolist()
        seen = perceptual_distance(vision, made.roll(shift, (2, 3)), pixels.roll(shift, (2, 3)), vision.stages)
        return error + edges + seen, {"error": error, "edges": edges, "perceptual": seen}

    plan = Plan(options.home / "decoder.pt", options.steps, BATCH, PEAK_RATE, warmup=20, decay=0.99)

    def tell() -> str:
        return f"PSNR {validate(model, held_out):.2f} dB"

    train(model.decoder, optimizer, plan, compute, tell)


if __name__ == "__main__":
    main()
