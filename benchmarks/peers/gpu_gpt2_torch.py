"""PyTorch's side of gpu.gpt2-124m: forward, and step = forward + backward + AdamW, no dropout, attention by scaled_dot_product_attention.

    python3 gpu_gpt2_torch.py step --batch 4 --t 1024 --dtype fp32     # forward: fp16, bf16 too

Products in fp32 use no tensor cores unless --tf32 says so, as in ModelGen. AdamW is the fused one.
"""
import argparse
import json
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

LAYERS, WIDTH, HEADS, VOCABULARY, CONTEXT = 12, 768, 12, 50257, 1024
TYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.c_attn, self.c_proj = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.c_fc, self.c_out = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (z.view(b, t, HEADS, c // HEADS).transpose(1, 2) for z in self.c_attn(self.ln_1(x)).split(c, dim=2))
        a = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.c_proj(a.transpose(1, 2).reshape(b, t, c))
        return x + self.c_out(F.gelu(self.c_fc(self.ln_2(x)), approximate="tanh"))


class Gpt2(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.h = nn.ModuleList([Block() for _ in range(LAYERS)])
        self.ln_f = nn.LayerNorm(WIDTH)

    def forward(self, ids):
        x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1], device=ids.device))
        for block in self.h:
            x = block(x)
        return F.linear(self.ln_f(x), self.wte.weight)


parser = argparse.ArgumentParser()
parser.add_argument("kind", choices=["forward", "step"])
parser.add_argument("--batch", type=int, default=4)
parser.add_argument("--t", type=int, default=1024)
parser.add_argument("--dtype", choices=TYPES, default="fp32")
parser.add_argument("--tf32", action="store_true")
parser.add_argument("--reps", type=int, default=7)
arguments = parser.parse_args()
torch.backends.cuda.matmul.allow_tf32 = arguments.tf32
torch.manual_seed(1)
with torch.device("cuda"):
    model = Gpt2().to(TYPES[arguments.dtype])
    ids, targets = (torch.randint(VOCABULARY, (arguments.batch, arguments.t)) for _ in range(2))
for p in model.parameters():
    nn.init.normal_(p, std=0.02)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)


def call():
    if arguments.kind == "forward":
        with torch.no_grad():
            model(ids)
        return
    optimizer.zero_grad(set_to_none=False)
    F.cross_entropy(model(ids).view(-1, VOCABULARY), targets.view(-1)).backward()
    optimizer.step()


def milliseconds(calls):
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(calls):
        call()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) * 1000 / calls


milliseconds(1)
calls = max(1, min(1000, int(100 / milliseconds(1))))
milliseconds(calls)
times = sorted(milliseconds(calls) for _ in range(arguments.reps))
median = times[len(times) // 2]
print(json.dumps({"case": f"gpu.gpt2-124m.{arguments.kind}", "peer": "torch " + torch.__version__, "device": torch.cuda.get_device_name(), "dtype": arguments.dtype,
                  "median_ms": round(median, 4), "min_ms": round(times[0], 4), "tokens_per_second": round(arguments.batch * arguments.t / median * 1000, 1)}))
