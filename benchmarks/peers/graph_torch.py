"""PyTorch's side of unet, towers and translator: forward, and step = forward + backward + AdamW (fused where there is one).

    python3 graph_torch.py unet.step --threads 2 [--reps 31]      (unet-nhwc.step: the same in channels-last layout)

PyTorch 2 (scaled_dot_product_attention). For a fair run see docs/performance.md: the BLAS and the allocator's three variables.
"""
from peer import measure

import torch
import torch.nn as nn
import torch.nn.functional as F


class Twice(nn.Sequential):
    def __init__(self, inputs, channels):
        super().__init__(nn.Conv2d(inputs, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(),
                         nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), nn.ReLU())


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fine, self.middle, self.coarse = Twice(3, 16), Twice(16, 32), Twice(32, 64)
        self.up_middle, self.up_fine, self.head = Twice(96, 32), Twice(48, 16), nn.Conv2d(16, 1, 1)

    def forward(self, image):
        fine = self.fine(image)
        middle = self.middle(F.max_pool2d(fine, 2))
        coarse = self.coarse(F.max_pool2d(middle, 2))
        middle = self.up_middle(torch.cat([middle, F.interpolate(coarse, scale_factor=2)], 1))
        fine = self.up_fine(torch.cat([fine, F.interpolate(middle, scale_factor=2)], 1))
        return self.head(fine).flatten(1)


class TwoTowers(nn.Module):
    def __init__(self):
        super().__init__()
        self.user = nn.Sequential(nn.Embedding(20_000, 64), nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64))
        self.item = nn.Sequential(nn.Embedding(5_000, 64), nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64))

    def forward(self, users, items):
        return self.user(users), self.item(items)


class Attention(nn.Module):
    def __init__(self, width, heads, causal):
        super().__init__()
        self.heads, self.causal = heads, causal
        self.query, self.pair, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)

    def forward(self, x, memory):
        b, t, width = x.shape
        key, value = self.pair(memory).split(width, dim=2)
        query, key, value = (z.view(b, -1, self.heads, width // self.heads).transpose(1, 2) for z in (self.query(x), key, value))
        return self.out(F.scaled_dot_product_attention(query, key, value, is_causal=self.causal).transpose(1, 2).reshape(b, t, width))


class Layer(nn.Module):
    def __init__(self, width, heads, causal, crosses):
        super().__init__()
        self.first, self.own = nn.LayerNorm(width), Attention(width, heads, causal)
        self.second, self.cross = (nn.LayerNorm(width), Attention(width, heads, False)) if crosses else (None, None)
        self.last, self.mlp = nn.LayerNorm(width), nn.Sequential(nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width))

    def forward(self, x, memory=None):
        y = self.first(x)
        x = x + self.own(y, y)
        if self.cross:
            x = x + self.cross(self.second(x), memory)
        return x + self.mlp(self.last(x))


class Translator(nn.Module):
    def __init__(self, vocabulary=2000, context=32, width=256):
        super().__init__()
        self.source, self.said = nn.Embedding(vocabulary, width), nn.Embedding(vocabulary, width)
        self.source_places, self.said_places = nn.Embedding(context, width), nn.Embedding(context, width)
        self.encoder = nn.Sequential(*(Layer(width, 8, False, False) for _ in range(2)), nn.LayerNorm(width))
        self.decoder = nn.ModuleList(Layer(width, 8, True, True) for _ in range(2))
        self.last, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, source, said):
        places = torch.arange(source.shape[1])
        memory = self.encoder(self.source(source) + self.source_places(places))
        x = self.said(said) + self.said_places(places)
        for layer in self.decoder:
            x = layer(x, memory)
        return self.head(self.last(x))


def info_nce(a, b):
    return F.cross_entropy(F.normalize(a) @ F.normalize(b).T / 0.1, torch.arange(len(a)))


def example(name):
    """The model, and what one pass with its loss gives."""
    if name.startswith("unet"):
        model, image, truth = UNet(), torch.randn(8, 3, 64, 64), torch.randint(2, (8, 4096)).float()
        if name.endswith("-nhwc"):
            model, image = model.to(memory_format=torch.channels_last), image.to(memory_format=torch.channels_last)
        return model, lambda: model(image), lambda output: F.binary_cross_entropy_with_logits(output, truth), None
    if name == "towers":
        model, users, items = TwoTowers(), torch.randint(20_000, (256,)), torch.randint(5_000, (256,))
        return model, lambda: model(users, items), lambda output: info_nce(*output), None
    model, (source, said, following) = Translator(), torch.randint(2000, (3, 16, 32))
    return model, lambda: model(source, said), lambda output: F.cross_entropy(output.flatten(0, 1), following.flatten()), 16 * 32


def build(case):
    name, kind = case.rsplit(".", 1)
    model, run, loss, tokens = example(name)
    try:
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    except (RuntimeError, TypeError):  # before 2.4 not on the CPU
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    if kind == "forward":
        model.eval()

    def forward():
        with torch.no_grad():
            run()

    def step():
        optimizer.zero_grad(set_to_none=False)
        loss(run()).backward()
        optimizer.step()

    return step if kind == "step" else forward, tokens


measure(build)
