"""Training steps in plain eager PyTorch (float32, no compilation), the peer of bench/train.ts.

Reads one JSON request a line from standard input and answers each with one JSON line. `layout` is contiguous (NCHW) or channels_last;
one network of each can be open at a time.
  {"open": name, "layout": l, "threads": n, ...}  builds the network      -> {"parameters": [[name, shape], ...]}
  {"steps": k, "layout": l}                       runs k training steps   -> {"seconds": [k numbers], "loss": last}
  {"profile": k, "layout": l}                     the same, profiled      -> {"operators": [[name, calls, ms], ...]} of one step
  {"close": l}                                    forgets the network     -> {}
Names of parameters are timm's, so that the shapes can be compared one by one.
"""

import json
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.profiler import ProfilerActivity, profile

sys.path.append(str(Path(__file__).parents[2] / "tools/fixtures/pytorch"))
from reference_networks import Attention, VisionTransformer  # noqa: E402


class BasicBlock(nn.Module):
    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None
        if stride != 1 or inputs != filters:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters)
            )

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += x if self.downsample is None else self.downsample(x)
        return F.relu(y, inplace=True)


class ResNet(nn.Module):
    def __init__(self, widths, blocks, large_stem, classes):
        super().__init__()
        kernel, stride = (7, 2) if large_stem else (3, 1)
        self.conv1 = nn.Conv2d(3, widths[0], kernel, stride, kernel // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.maxpool = nn.MaxPool2d(3, 2, 1) if large_stem else nn.Identity()
        inputs = widths[0]
        self.stages = len(widths)
        for stage, filters in enumerate(widths):
            layers = []
            for block in range(blocks):
                layers.append(BasicBlock(inputs, filters, 2 if stage > 0 and block == 0 else 1))
                inputs = filters
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.maxpool(F.relu(self.bn1(self.conv1(x)), inplace=True))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


class FusedAttention(Attention):
    """As timm has it by default: PyTorch's own fused kernel."""

    def forward(self, x):
        count, length, width = x.shape
        q, k, v = self.qkv(x).reshape(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v)
        return self.proj(y.transpose(1, 2).reshape(count, length, width))


def vit_tiny(size, classes):
    width = 192
    model = VisionTransformer(width, size, classes)
    for block in model.blocks:
        block.attn = FusedAttention(width, block.attn.heads)
    nn.init.trunc_normal_(model.pos_embed, std=0.02)
    return model


NETWORKS = {
    "cifar-resnet": lambda size, classes: ResNet((16, 32, 64), 3, False, classes),
    "resnet-18": lambda size, classes: ResNet((64, 128, 256, 512), 2, True, classes),
    "convolution-block": lambda size, classes: ResNet((64,), 1, False, classes),
    "vit-tiny": vit_tiny,
}
FORMATS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


class Trainer:
    def __init__(self, request):
        torch.set_num_threads(request["threads"])
        torch.manual_seed(0)
        classes, size, batch = request["classes"], request["imageSize"], request["batchSize"]
        memory_format = FORMATS[request["layout"]]
        self.model = NETWORKS[request["open"]](size, classes).to(memory_format=memory_format).train()
        self.images = torch.randn(batch, 3, size, size).contiguous(memory_format=memory_format)
        self.labels = torch.arange(batch) % classes
        self.optimizer = torch.optim.SGD(
            self.model.parameters(),
            lr=request["learningRate"],
            momentum=request["momentum"],
            nesterov=request["nesterov"],
            weight_decay=request["weightDecay"],
        )

    def step(self):
        self.optimizer.zero_grad()
        loss = F.cross_entropy(self.model(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def timed_steps(self, count):
        seconds = []
        for _ in range(count):
            start = time.perf_counter()
            loss = self.step()
            seconds.append(time.perf_counter() - start)
        return {"seconds": seconds, "loss": loss}

    def profiled_steps(self, count):
        with profile(activities=[ProfilerActivity.CPU]) as recorded:
            for _ in range(count):
                self.step()
        costs = [
            [event.key, event.count / count, event.self_cpu_time_total / 1000 / count]
            for event in recorded.key_averages()
        ]
        return {"operators": sorted(costs, key=lambda cost: -cost[2])[:20]}


def main():
    trainers = {}
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            trainer = trainers[request["layout"]] = Trainer(request)
            answer = {"parameters": [[name, list(p.shape)] for name, p in trainer.model.named_parameters()]}
        elif "close" in request:
            del trainers[request["close"]]
            answer = {}
        elif "profile" in request:
            answer = trainers[request["layout"]].profiled_steps(request["profile"])
        else:
            answer = trainers[request["layout"]].timed_steps(request["steps"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
