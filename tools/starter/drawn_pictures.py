"""Rendered pictures, what each shows, and the captions that the starter models are trained on."""

import json
import random
from pathlib import Path

import numpy as np
import torch


def with_article(phrase: str) -> str:
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"


def then(phrase: str, rest: str) -> str:
    return f"{phrase}, {rest}" if "," in phrase else f"{phrase} {rest}"


class World:
    def __init__(self, folder: Path):
        facts = json.loads((folder / "world.json").read_text())
        self.size = facts["size"]
        self.objects = facts["objects"]
        self.trained = facts["dataSetObjects"]
        self.contexts = facts["contexts"]
        self.styles = facts["styles"]
        self.data_sets = {entry["id"]: entry["objects"] for entry in facts["dataSets"]}
        names = [entry["name"] for entry in self.objects[: self.trained]]
        self.ambiguous = {name for name in names if names.count(name) > 1}

    def caption(self, row, draw: random.Random) -> str:
        """Sense, context and named style, never the look. Of an ambiguous name every sense is captioned equally often by the name alone."""
        thing, context, style = (self.objects[row[0]], self.contexts[row[1]], self.styles[row[2]])
        phrase = thing["phrase"]
        if thing["name"] in self.ambiguous and draw.random() < 0.25:
            phrase = thing["name"]
        start = style["phrase"]
        named = with_article(phrase)
        if style["id"] == "photo":
            chance = draw.random()
            if chance < 0.06:
                start = "a good photo of"
            elif chance < 0.12:
                start = "a picture of"
            elif chance < 0.16:
                start, named = "a photo of", f"the {phrase}"
            elif chance < 0.20:
                start, named = "a good photo of", f"the {phrase}"
            elif chance < 0.24:
                start = ""
        text = f"{start} {named}".strip()
        return text if draw.random() < 0.3 else then(text, context["phrase"])

    def every_caption(self):
        """All sentences that `caption` can say and some of their neighbours, for the vocabulary."""
        for thing in self.objects[: self.trained]:
            yield thing["gloss"]
            for phrase in {thing["phrase"], thing["name"]}:
                for style in self.styles:
                    yield then(f"{style['phrase']} {with_article(phrase)}", self.contexts[0]["phrase"])
        for context in self.contexts:
            yield context["phrase"]
        for thing in self.objects:
            yield with_article(thing["phrase"])


class Pictures:
    """`pixels` [N, 3, size, size] uint8 in memory-mapped order H, W, C on disk."""

    def __init__(self, folder: Path, name: str, size: int):
        self.rows = np.asarray(json.loads((folder / f"{name}.json").read_text()), dtype=np.int64)
        self.bytes = np.memmap(folder / f"{name}.rgb", dtype=np.uint8, mode="r").reshape(-1, size, size, 3)

    def __len__(self) -> int:
        return len(self.rows)

    def batch(self, indices) -> torch.Tensor:
        """[B, 3, size, size] float32 in [-1, 1]."""
        pixels = torch.from_numpy(self.bytes[indices])
        return pixels.permute(0, 3, 1, 2).float().div_(127.5).sub_(1).contiguous()
