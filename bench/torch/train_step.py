"""Training steps in plain eager PyTorch (float32, NCHW, no compilation), the peer of bench/train.ts.

Reads one JSON request a line from standard input and answers each with one JSON line:
  {"open": name, "threads": n}  builds the model        -> {"parameters": [[name, shape], ...], "torch": version}
  {"steps": k}                  runs k training steps   -> {"seconds": [k numbers], "loss": last}
Names of parameters are timm's, so that the shapes can be compared one by one.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


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


CASES = {
    "cifar-resnet": lambda classes: ResNet((16, 32, 64), 3, False, classes),
    "resnet-18": lambda classes: ResNet((64, 128, 256, 512), 2, True, classes),
}


class Trainer:
    def __init__(self, request):
        torch.set_num_threads(request["threads"])
        torch.manual_seed(0)
        classes, size, batch = request["classes"], request["imageSize"], request["batchSize"]
        self.model = CASES[request["open"]](classes).train()
        self.images = torch.randn(batch, 3, size, size)
        self.labels = torch.arange(batch) % classes
        self.optimizer = torch.optim.SGD(
            self.model.parameters(),
            lr=request["learningRate"],
            momentum=request["momentum"],
            nesterov=True,
            weight_decay=request["weightDecay"],
        )

    def step(self):
        self.optimizer.zero_grad()
        loss = F.cross_entropy(self.model(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def main():
    trainer = None
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            trainer = Trainer(request)
            shapes = [[name, list(p.shape)] for name, p in trainer.model.named_parameters()]
            answer = {"parameters": shapes, "torch": torch.__version__}
        else:
            seconds = []
            for _ in range(request["steps"]):
                start = time.perf_counter()
                loss = trainer.step()
                seconds.append(time.perf_counter() - start)
            answer = {"seconds": seconds, "loss": loss}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
