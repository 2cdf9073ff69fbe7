"""The starter pack's byte-pair vocabulary, in the files of the CLIP tokenizer."""

import argparse
import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, Regex
from transformers.models.clip.tokenization_clip import CLIPTokenizer

from drawn_pictures import World

LENGTH = 32
LIMIT = 2048
PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def byte_alphabet():
    """GPT-2's reversible map from bytes to printable characters, in CLIP's order."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + i) for i, byte in enumerate(others)}


def learn_merges(words: Counter, count: int):
    """Byte-pair merges (Sennrich et al. 2016) over words that end in </w>."""
    letters = byte_alphabet()
    pieces = {}
    for word, n in words.items():
        symbols = [letters[byte] for byte in word.encode()]
        symbols[-1] += "</w>"
        pieces[tuple(symbols)] = pieces.get(tuple(symbols), 0) + n
    merges = []
    while len(merges) < count:
        pairs = Counter()
        for symbols, n in pieces.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += n
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        pieces = {merged(symbols, best): n for symbols, n in pieces.items()}
    return merges


def merged(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if i + 1 < len(symbols) and (symbols[i], symbols[i + 1]) == pair:
            out.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return tuple(out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    world = World(options.data)
    words = Counter()
    splitter = pre_tokenizers.Split(Regex(PATTERN), behavior="removed", invert=True)
    for text in world.every_caption():
        words.update(word for word, _ in splitter.pre_tokenize_str(text.lower()))
    words.update(["good", "picture", "image", "the", "drawing", "painting", "style", "in", "of"])
    letters = list(byte_alphabet().values())
    merges = learn_merges(words, LIMIT - 2 * len(letters) - 2)
    entries = [*letters, *(letter + "</w>" for letter in letters), *("".join(pair) for pair in merges)]
    entries += ["<|startoftext|>", "<|endoftext|>"]
    options.out.mkdir(parents=True, exist_ok=True)
    vocabulary = {entry: i for i, entry in enumerate(entries)}
    (options.out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    lines = ["#version: 0.2", *(" ".join(pair) for pair in merges)]
    (options.out / "merges.txt").write_text("\n".join(lines) + "\n")
    special = {
        "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>",
    }
    (options.out / "special_tokens_map.json").write_text(json.dumps(special, indent=2) + "\n")
    settings = {"tokenizer_class": "CLIPTokenizer", "model_max_length": LENGTH, "do_lower_case": True, **special}
    (options.out / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    print(f"{len(entries)} tokens, {len(merges)} merges")


if __name__ == "__main__":
    main()
