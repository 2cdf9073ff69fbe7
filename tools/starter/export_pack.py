"""Writes the trained starter models in the file layouts of the real ones."""

import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from autoencoder import CHANNELS
from onnx_files import export
from refine_decoder import load_autoencoder
from train_autoencoder import load_clip
from train_backbone import backbone, INPUT as BACKBONE_INPUT
from train_clip import LENGTH, VISION, WIDTH, load_tokenizer
from train_denoiser import BETAS, TRAIN_STEPS, denoiser

VERSION = "0.36.0"
SIZE = 64


def write_json(path: Path, value) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


class TextStates(nn.Module):
    def __init__(self, text):
        super().__init__()
        self.text = text

    def forward(self, ids):
        out = self.text.text_model(input_ids=ids)
        return out.last_hidden_state, out.pooler_output


class TextEmbeds(nn.Module):
    def __init__(self, text):
        super().__init__()
        self.text = text

    def forward(self, ids):
        out = self.text(input_ids=ids)
        return out.text_embeds


class Denoise(nn.Module):
    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, states):
        return self.unet(sample, timestep, encoder_hidden_states=states, return_dict=False)[0]


class Encode(nn.Module):
    """Mean and log variance, as `latent_parameters`."""

    def __init__(self, autoencoder):
        super().__init__()
        self.encoder = autoencoder.encoder

    def forward(self, sample):
        return self.encoder(sample)


def copy_tokenizer(home: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for name in ("vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copy(home / "tokenizer" / name, to / name)


def text_settings(config) -> dict:
    keys = (
        "vocab_size hidden_size intermediate_size num_hidden_layers num_attention_heads max_position_embeddings "
        "projection_dim bos_token_id eos_token_id pad_token_id hidden_act layer_norm_eps"
    )
    return {key: getattr(config, key) for key in keys.split()}


def export_clip(home: Path, out: Path) -> None:
    clip = load_clip(home, "clip")
    ids = torch.zeros(2, LENGTH, dtype=torch.int64)
    pixels = torch.zeros(2, 3, SIZE, SIZE)
    batch = {0: "batch_size"}
    text_axes = {"input_ids": {0: "batch_size", 1: "sequence_length"}, "text_embeds": batch}
    export(TextEmbeds(clip.text), (ids,), out / "onnx/text_model.onnx", ["input_ids"], ["text_embeds"], text_axes)
    image_axes = {"pixel_values": batch, "image_embeds": batch}
    export(clip.vision, (pixels,), out / "onnx/vision_model.onnx", ["pixel_values"], ["image_embeds"], image_axes)
    copy_tokenizer(home, out)
    write_json(
        out / "config.json",
        {
            "model_type": "clip",
            "projection_dim": WIDTH,
            "logit_scale": clip.logit_scale.exp().clamp(max=100).item(),
            "text_config": {"model_type": "clip_text_model", **text_settings(clip.text.config)},
            "vision_config": {"model_type": "resnet", "image_size": SIZE, **VISION["clip"], "projection_dim": WIDTH},
        },
    )
    write_json(
        out / "preprocessor_config.json",
        {
            "image_processor_type": "CLIPImageProcessor",
            "do_resize": True,
            "size": {"shortest_edge": SIZE},
            "resample": 3,
            "do_center_crop": True,
            "crop_size": {"height": SIZE, "width": SIZE},
            "do_rescale": True,
            "rescale_factor": 1 / 255,
            "do_normalize": True,
            "image_mean": [0.5, 0.5, 0.5],
            "image_std": [0.5, 0.5, 0.5],
            "do_convert_rgb": True,
        },
    )


def export_text_to_image(home: Path, out: Path) -> None:
    clip = load_clip(home, "conditioner")
    autoencoder = load_autoencoder(home)
    state = torch.load(home / "denoiser.pt", weights_only=False)
    unet = denoiser()
    unet.load_state_dict(state["average"])
    batch = {0: "batch_size"}

    ids = torch.zeros(2, LENGTH, dtype=torch.int64)
    axes = {"input_ids": batch, "last_hidden_state": batch, "pooler_output": batch}
    names = ["last_hidden_state", "pooler_output"]
    export(TextStates(clip.text), (ids,), out / "text_encoder/model.onnx", ["input_ids"], names, axes)
    settings = text_settings(clip.text.config)
    write_json(out / "text_encoder/config.json", {"architectures": ["CLIPTextModel"], **settings})

    latent = torch.zeros(2, CHANNELS, SIZE // 8, SIZE // 8)
    inputs = (latent, torch.zeros(2, dtype=torch.int64), torch.zeros(2, LENGTH, WIDTH))
    names = ["sample", "timestep", "encoder_hidden_states"]
    axes = {name: batch for name in [*names, "out_sample"]}
    export(Denoise(unet), inputs, out / "unet/model.onnx", names, ["out_sample"], axes)
    config = {key: value for key, value in unet.config.items() if not key.startswith("_")}
    write_json(out / "unet/config.json", {"_class_name": "UNet2DConditionModel", **config})

    kept = {"latent_channels": CHANNELS, "scaling_factor": state["scale"], "sample_size": SIZE, "in_channels": 3}
    vae = {"_class_name": "AutoencoderKL", **kept, "out_channels": 3, "block_out_channels": [64, 64, 96, 96]}
    pixels = torch.zeros(2, 3, SIZE, SIZE)
    axes = {"sample": batch, "latent_parameters": batch}
    export(Encode(autoencoder), (pixels,), out / "vae_encoder/model.onnx", ["sample"], ["latent_parameters"], axes)
    write_json(out / "vae_encoder/config.json", vae)
    axes = {"latent_sample": batch, "sample": batch}
    decoder = autoencoder.decoder
    export(decoder, (latent,), out / "vae_decoder/model.onnx", ["latent_sample"], ["sample"], axes)
    write_json(out / "vae_decoder/config.json", vae)

    copy_tokenizer(home, out / "tokenizer")
    write_json(
        out / "scheduler/scheduler_config.json",
        {
            "_class_name": "DPMSolverMultistepScheduler",
            "num_train_timesteps": TRAIN_STEPS,
            "beta_start": BETAS[0],
            "beta_end": BETAS[1],
            "beta_schedule": "scaled_linear",
            "prediction_type": "v_prediction",
            "solver_order": 2,
            "algorithm_type": "dpmsolver++",
            "solver_type": "midpoint",
            "lower_order_final": True,
            "timestep_spacing": "trailing",
            "steps_offset": 1,
            "set_alpha_to_one": False,
            "clip_sample": False,
        },
    )
    index = {
        "_class_name": "OnnxStableDiffusionPipeline",
        "_diffusers_version": VERSION,
        "scheduler": ["diffusers", "DPMSolverMultistepScheduler"],
        "text_encoder": ["diffusers", "OnnxRuntimeModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "OnnxRuntimeModel"],
        "vae_decoder": ["diffusers", "OnnxRuntimeModel"],
        "vae_encoder": ["diffusers", "OnnxRuntimeModel"],
    }
    write_json(out / "model_index.json", index)


def export_backbone(home: Path, out: Path) -> None:
    state = torch.load(home / "backbone.pt", weights_only=False)
    model = backbone(state["classes"])
    model.load_state_dict(state["average"])
    tensors = {name: tensor.half() if tensor.ndim > 1 else tensor for name, tensor in model.state_dict().items()}
    tensors = {name: tensor.contiguous() for name, tensor in tensors.items() if "num_batches" not in name}
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
    write_json(
        out / "config.json",
        {"architecture": "resnet-10-narrow", "num_classes": state["classes"], "pretrained_cfg": BACKBONE_INPUT},
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", choices=["clip", "text-to-image", "backbone"])
    options = parser.parse_args()
    parts = {"clip": export_clip, "text-to-image": export_text_to_image, "backbone": export_backbone}
    for name, write in parts.items():
        if options.only in (None, name):
            write(options.home, options.out / name)
    total = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(f"{total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
