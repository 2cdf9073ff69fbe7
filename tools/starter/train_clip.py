"""Trains the starter CLIP: a small ResNet and CLIP's text transformer, on captioned renders.

The contrastive loss of a batch, and beside it the same loss against one plain prompt for every object, which is what the filter will ask.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer

from train_loop import Plan, train
from drawn_pictures import Pictures, World, with_article
from residual_network import ResidualNetwork

WIDTH = 128
VISION = {
    "conditioner": {"widths": [24, 48, 96, 192], "blocks": [1, 1, 1, 1]},
    "clip": {"widths": [32, 64, 128, 256], "blocks": [1, 2, 2, 1]},
}
TEXT_LAYERS = 3
LENGTH = 32
BATCH = 128
PEAK_RATE = 1.6e-3
LARGEST_SCALE = 100.0


def text_config(vocabulary_size: int, start: int, end: int) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=vocabulary_size,
        hidden_size=WIDTH,
        intermediate_size=4 * WIDTH,
        num_hidden_layers=TEXT_LAYERS,
        num_attention_heads=4,
        max_position_embeddings=LENGTH,
        projection_dim=WIDTH,
        bos_token_id=start,
        eos_token_id=end,
        pad_token_id=end,
        attn_implementation="eager",
    )


class StarterClip(nn.Module):
    def __init__(self, config: CLIPTextConfig, vision: dict):
        super().__init__()
        self.text = CLIPTextModelWithProjection(config)
        self.vision = ResidualNetwork(vision["widths"], vision["blocks"], WIDTH)
        self.logit_scale = nn.Parameter(torch.tensor(2.6592))

    def image_embeds(self, pixels):
        return F.normalize(self.vision(pixels), dim=-1)

    def text_embeds(self, ids):
        return F.normalize(self.text(input_ids=ids).text_embeds, dim=-1)


def load_tokenizer(folder: Path):
    return CLIPTokenizer.from_pretrained(folder)


def tokenize(tokenizer, texts, full=False):
    """Ids [N, L]; L is the longest text's unless `full`, as what follows the end token cannot be seen by what comes before."""
    padding = "max_length" if full else "longest"
    return tokenizer(texts, padding=padding, max_length=LENGTH, truncation=True, return_tensors="pt").input_ids


def augment(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Mild changes of colour, so that looks which were never seen are read as well."""
    n = len(pixels)

    def draw(low, high, *shape):
        return torch.rand(n, *shape, generator=generator) * (high - low) + low

    contrast, shift = draw(0.7, 1.3, 1, 1, 1), draw(-0.15, 0.15, 3, 1, 1)
    grey = pixels.mean(1, keepdim=True)
    chroma = draw(0.5, 1.5, 1, 1, 1)
    pixels = (grey + (pixels - grey) * chroma) * contrast + shift
    return pixels + draw(0, 0.12, 1, 1, 1) * torch.randn(pixels.shape, generator=generator)


def contrastive_loss(images, texts, which, scale):
    """Symmetric InfoNCE in which pictures of one caption share it. `texts` [T, D] are distinct, `which` [B] points to them."""
    logits = scale * images @ texts.T
    to_text = F.cross_entropy(logits, which)
    mine = F.one_hot(which, len(texts)).float()
    to_image = -(F.log_softmax(logits, dim=0) * (mine / mine.sum(0, keepdim=True))).sum(0).mean()
    return (to_text + to_image) / 2


@torch.no_grad()
def zero_shot(model: StarterClip, tokenizer, world: World, folder: Path) -> dict:
    """Top-1 accuracy on validation pictures of the real sets, whose looks were never trained on."""
    model.eval()
    place = {entry["id"]: i for i, entry in enumerate(world.objects)}
    scores = {}
    for name, objects in world.data_sets.items():
        texts = [f"a photo of {with_article(world.objects[place[key]]['phrase'])}" for key in objects]
        embeds = model.text_embeds(tokenize(tokenizer, texts))
        pictures = Pictures(folder, f"real-{name}", world.size)
        labels = torch.tensor([objects.index(world.objects[row[0]]["id"]) for row in pictures.rows])
        seen = model.image_embeds(pictures.batch(np.arange(len(pictures))))
        scores[name] = round((seen @ embeds.T).argmax(1).eq(labels).float().mean().item(), 4)
    model.train()
    return scores


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--name", choices=list(VISION), default="clip")
    parser.add_argument("--steps", type=int, default=3700)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(2)
    data = options.home / "data"
    world = World(data)
    tokenizer = load_tokenizer(options.home / "tokenizer")
    ids = tokenizer.get_vocab()
    model = StarterClip(text_config(len(ids), ids["<|startoftext|>"], ids["<|endoftext|>"]), VISION[options.name])
    model.vision.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.05, betas=(0.9, 0.98))
    sources = [Pictures(data, "train", world.size), Pictures(data, "varied", world.size)]
    prompts = tokenize(
        tokenizer, [f"a photo of {with_article(thing['phrase'])}" for thing in world.objects[: world.trained]]
    )
    def compute(step, generator):
        draw = random.Random(step)
        rows, parts = [], []
        for pictures in sources:
            chosen = torch.randint(len(pictures), (BATCH // len(sources),), generator=generator).numpy()
            rows.extend(pictures.rows[chosen])
            parts.append(pictures.batch(chosen))
        captions = [world.caption(row, draw) for row in rows]
        texts = sorted(set(captions))
        which = torch.tensor([texts.index(caption) for caption in captions])
        pixels = augment(torch.cat(parts), generator).contiguous(memory_format=torch.channels_last)
        scale = model.logit_scale.exp().clamp(max=LARGEST_SCALE)
        text = model.text_embeds(tokenize(tokenizer, texts))
        images = model.image_embeds(pixels)
        things = torch.tensor([int(row[0]) for row in rows])
        named = F.cross_entropy(scale * images @ model.text_embeds(prompts).T, things)
        loss = contrastive_loss(images, text, which, scale) + named
        return loss, {"loss": loss, "naming": named, "scale": scale}

    plan = Plan(options.home / f"{options.name}.pt", options.steps, BATCH, PEAK_RATE, warmup=200, decay=0.9985)
    train(model, optimizer, plan, compute, lambda: f"zero-shot {zero_shot(model, tokenizer, world, data)}")


if __name__ == "__main__":
    main()
