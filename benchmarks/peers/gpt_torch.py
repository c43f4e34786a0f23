"""PyTorch's side of gpt-s, gpt-m and gpt2-124m: forward, and step = forward + backward + AdamW, no dropout.

    python3 gpt_torch.py gpt-s.step --threads 2 [--reps 7]

Prints one JSON line like the benchmarks' own. For a fair run see docs/performance.md: libopenblas0-openmp as the system's BLAS (the pthread build fights
with PyTorch's own threads), and MALLOC_TRIM_THRESHOLD_=4294967296 MALLOC_MMAP_THRESHOLD_=268435456 MALLOC_TOP_PAD_=268435456 in the environment.
"""
import math

from peer import measure

import torch
import torch.nn as nn
import torch.nn.functional as F

SIZES = {  # layers, width, heads, T, B, vocabulary, context
    "gpt-s": (4, 256, 8, 128, 8, 512, 128),
    "gpt-m": (6, 384, 6, 256, 4, 512, 256),
    "gpt2-124m": (12, 768, 12, 64, 4, 50257, 1024),
}


class Block(nn.Module):
    def __init__(self, width, heads, context):
        super().__init__()
        self.heads = heads
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.c_attn, self.c_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.c_fc, self.c_out = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.register_buffer("mask", torch.tril(torch.ones(context, context)).view(1, 1, context, context) == 0, persistent=False)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.c_attn(self.ln_1(x)).split(c, dim=2)
        q, k, v = (z.view(b, t, self.heads, c // self.heads).transpose(1, 2) for z in (q, k, v))
        a = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        a = F.softmax(a.masked_fill(self.mask[:, :, :t, :t], float("-inf")), dim=-1)
        x = x + self.c_proj((a @ v).transpose(1, 2).reshape(b, t, c))
        return x + self.c_out(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))


class Gpt(nn.Module):
    def __init__(self, layers, width, heads, vocabulary, context):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.h = nn.ModuleList([Block(width, heads, context) for _ in range(layers)])
        self.ln_f = nn.LayerNorm(width)

    def forward(self, ids):
        x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1]))
        for block in self.h:
            x = block(x)
        return F.linear(self.ln_f(x), self.wte.weight)


def build(case):
    name, kind = case.rsplit(".", 1)
    layers, width, heads, t, b, vocabulary, context = SIZES[name]
    model = Gpt(layers, width, heads, vocabulary, context)
    for p in model.parameters():
        nn.init.normal_(p, std=0.02)
    ids = torch.randint(vocabulary, (b, t))
    targets = torch.randint(vocabulary, (b, t))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)

    def forward():
        with torch.no_grad():
            model(ids)

    def step():
        optimizer.zero_grad(set_to_none=False)
        F.cross_entropy(model(ids).view(-1, vocabulary), targets.view(-1)).backward()
        optimizer.step()

    return step if kind == "step" else forward, b * t


measure(build)
