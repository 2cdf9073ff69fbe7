"""Trains the starter U-Net to predict the velocity of the VAE's latents (Salimans & Ho 2022), conditioned on the starter CLIP's text encoder (both frozen)."""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from diffusers import UNet2DConditionModel

from autoencoder import CHANNELS, Autoencoder
from train_loop import Plan, train
from drawn_pictures import Pictures, World
from train_autoencoder import load_clip
from train_clip import WIDTH, load_tokenizer, tokenize

BATCH = 96
PEAK_RATE = 1.2e-3
UNCONDITIONAL_SHARE = 0.1
SIGNAL_TO_NOISE_CAP = 5.0
TRAIN_STEPS = 1000
BETAS = (0.00085, 0.012)


def denoiser() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=8,
        in_channels=CHANNELS,
        out_channels=CHANNELS,
        block_out_channels=(72, 144),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=WIDTH,
        attention_head_dim=4,
        norm_num_groups=8,
    )


def alphas_cumprod() -> torch.Tensor:
    """Scaled-linear betas, as Stable Diffusion 1's."""
    betas = torch.linspace(BETAS[0] ** 0.5, BETAS[1] ** 0.5, TRAIN_STEPS, dtype=torch.float64) ** 2
    return (1 - betas).cumprod(0).float()


@torch.no_grad()
def encode_pictures(home: Path, pictures: Pictures):
    """Mean and standard deviation of every picture's latent, float16 [N, 2, C, 8, 8], kept on disk."""
    path = home / "latents.pt"
    if path.exists():
        return torch.load(path)
    model = Autoencoder()
    model.load_state_dict(torch.load(home / "autoencoder.pt", weights_only=False)["average"])
    model.eval()
    held = []
    for start in range(0, len(pictures), 400):
        mean, log_variance = model.moments(pictures.batch(np.arange(start, min(start + 400, len(pictures)))))
        held.append(torch.stack([mean, (0.5 * log_variance).exp()], 1).half())
    latents = torch.cat(held)
    torch.save(latents, path)
    return latents


class Captions:
    """Hidden states of the text encoder for captions, computed once for each distinct text."""

    def __init__(self, home: Path):
        self.encoder = load_clip(home, "conditioner").text
        self.tokenizer = load_tokenizer(home / "tokenizer")
        self.held = {}

    @torch.no_grad()
    def states(self, texts):
        missing = sorted({text for text in texts if text not in self.held})
        if missing:
            ids = tokenize(self.tokenizer, missing, full=True)
            hidden = self.encoder.text_model(input_ids=ids).last_hidden_state.half()
            self.held.update(zip(missing, hidden))
        return torch.stack([self.held[text] for text in texts]).float()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=11000)
    options = parser.parse_args()
    torch.manual_seed(3)
    torch.set_num_threads(2)
    world = World(options.home / "data")
    pictures = Pictures(options.home / "data", "generator", world.size)
    latents = encode_pictures(options.home, pictures)
    sample = latents[:4000].float()
    scale = 1 / (sample[:, 0].var() + sample[:, 1].square().mean()).sqrt().item()
    print(f"scaling factor {scale:.4f}, means of channels {sample[:, 0].mean((0, 2, 3)).tolist()}", flush=True)
    captions = Captions(options.home)
    model = denoiser()
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.01, betas=(0.9, 0.99))
    signal = alphas_cumprod()
    ratio = signal / (1 - signal)
    weight = ratio.clamp(max=SIGNAL_TO_NOISE_CAP) / (ratio + 1)
    running = None

    def compute(step, generator):
        nonlocal running
        draw = random.Random(step)
        chosen = torch.randint(len(pictures), (BATCH,), generator=generator)
        texts = [
            "" if draw.random() < UNCONDITIONAL_SHARE else world.caption(pictures.rows[i], draw)
            for i in chosen.tolist()
        ]
        mean, deviation = latents[chosen].float().unbind(1)
        clean = (mean + deviation * torch.randn(mean.shape, generator=generator)) * scale
        times = torch.randint(TRAIN_STEPS, (BATCH,), generator=generator)
        noise = torch.randn(clean.shape, generator=generator)
        level = signal[times].view(-1, 1, 1, 1)
        noisy = level.sqrt() * clean + (1 - level).sqrt() * noise
        predicted = model(noisy, times, captions.states(texts)).sample
        velocity = level.sqrt() * noise - (1 - level).sqrt() * clean
        error = (predicted - velocity).square().mean((1, 2, 3))
        loss = (weight[times] * error).mean()
        mine = error.mean().item()
        running = mine if running is None else 0.98 * running + 0.02 * mine
        return loss, {"error": running}

    plan = Plan(options.home / "denoiser.pt", options.steps, BATCH, PEAK_RATE, warmup=200, decay=0.9985)
    train(model, optimizer, plan, compute, extra={"scale": scale})


if __name__ == "__main__":
    main()
