"""PyTorch's scaled_dot_product_attention, the peer of gpu.attention.

    python3 attention_torch.py --heads 16 --t 4096 --d 64 --dtype fp16 [--pass backward] [--full] [--backend flash]

--backend asks for one implementation (flash: FlashAttention-2; cudnn; efficient; math); without it PyTorch chooses.

Operations are counted as gpu.attention counts them: 4 * d a visible pair forward, 10 * d backward.
"""
import argparse
import contextlib
import json
import time

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

BACKENDS = {"flash": SDPBackend.FLASH_ATTENTION, "cudnn": SDPBackend.CUDNN_ATTENTION, "efficient": SDPBackend.EFFICIENT_ATTENTION, "math": SDPBackend.MATH}
TYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}

parser = argparse.ArgumentParser()
parser.add_argument("--batch", type=int, default=4)
parser.add_argument("--heads", type=int, default=16)
parser.add_argument("--t", type=int, default=4096)
parser.add_argument("--d", type=int, default=64)
parser.add_argument("--dtype", choices=TYPES, default="fp16")
parser.add_argument("--pass", dest="direction", choices=["forward", "backward"], default="forward")
parser.add_argument("--full", action="store_true", help="not causal")
parser.add_argument("--backend", choices=BACKENDS)
parser.add_argument("--reps", type=int, default=7)
arguments = parser.parse_args()
backward = arguments.direction == "backward"
q, k, v = (torch.rand(arguments.batch, arguments.heads, arguments.t, arguments.d, device="cuda").sub_(0.5).to(TYPES[arguments.dtype]).requires_grad_(backward) for _ in range(3))


def chosen():
    return sdpa_kernel(BACKENDS[arguments.backend]) if arguments.backend else contextlib.nullcontext()


with chosen():
    output = F.scaled_dot_product_attention(q, k, v, is_causal=not arguments.full)
gradient = torch.rand_like(output)


def call():
    if backward:
        torch.autograd.grad(output, (q, k, v), gradient, retain_graph=True)
    else:
        F.scaled_dot_product_attention(q, k, v, is_causal=not arguments.full)


def milliseconds(calls):
    torch.cuda.synchronize()
    start = time.perf_counter()
    with chosen():
        for _ in range(calls):
            call()
    torch.cuda.synchronize()
    return (time.perf_counter() - start) * 1000 / calls


milliseconds(1)
calls = max(1, min(1000, int(100 / milliseconds(1))))
milliseconds(calls)
times = sorted(milliseconds(calls) for _ in range(arguments.reps))
median = times[len(times) // 2]
pairs = arguments.batch * arguments.heads * arguments.t * (arguments.t if arguments.full else (arguments.t + 1) / 2)
flops = pairs * arguments.d * (10 if backward else 4)
name = f"gpu.attention-{arguments.direction}-{arguments.batch}x{arguments.t}x{arguments.heads}x{arguments.d}{'-full' if arguments.full else ''}"
print(json.dumps({"case": name, "peer": f"torch {torch.__version__} {arguments.backend or 'default'}", "device": torch.cuda.get_device_name(), "dtype": arguments.dtype,
                  "median_ms": round(median, 4), "min_ms": round(times[0], 4), "tflops": round(flops / median / 1e9, 2)}))
