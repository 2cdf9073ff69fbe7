"""The starter VAE: pictures of 64 px to latents of 8 x 8."""

import torch
from torch import nn

CHANNELS = 8


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm1 = nn.GroupNorm(8, width)
        self.conv1 = nn.Conv2d(width, width, 3, 1, 1)
        self.norm2 = nn.GroupNorm(8, width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1)
        self.act = nn.SiLU()

    def forward(self, x):
        y = self.conv1(self.act(self.norm1(x)))
        return x + self.conv2(self.act(self.norm2(y)))


class Encoder(nn.Module):
    """[N, 3, S, S] in [-1, 1] to mean and log variance, [N, 2 * CHANNELS, S/8, S/8]."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, 64, 3, 1, 1),
            Residual(64),
            nn.Conv2d(64, 96, 3, 2, 1),
            Residual(96),
            Residual(96),
            nn.GroupNorm(8, 96),
            nn.SiLU(),
            nn.Conv2d(96, 2 * CHANNELS, 3, 1, 1),
        )

    def forward(self, x):
        return self.layers(x)


class Decoder(nn.Module):
    """[N, CHANNELS, S/8, S/8] to [N, 3, S, S].

    `blocks`: residual blocks at each of the three sizes. It is trained with the encoder at the usual ones; `refine_decoder.py` adds more.
    """

    def __init__(self, blocks=(2, 2, 1)):
        super().__init__()
        first, second, third = blocks
        self.layers = nn.Sequential(
            nn.Conv2d(CHANNELS, 96, 3, 1, 1),
            *(Residual(96) for _ in range(first)),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(96, 64, 3, 1, 1),
            *(Residual(64) for _ in range(second)),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(64, 32, 3, 1, 1),
            *(Residual(32) for _ in range(third)),
            nn.GroupNorm(8, 32),
            nn.SiLU(),
            nn.Conv2d(32, 12, 3, 1, 1),
            nn.PixelShuffle(2),
        )

    def forward(self, z):
        return self.layers(z)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def moments(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        return mean, log_variance.clamp(-30, 20)

    def forward(self, x, generator=None):
        mean, log_variance = self.moments(x)
        noise = torch.randn(mean.shape, generator=generator)
        return self.decoder(mean + (0.5 * log_variance).exp() * noise), mean, log_variance
