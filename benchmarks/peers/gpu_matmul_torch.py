"""cuBLAS through PyTorch: Y[M, N] = X[M, K] * W[N, K]^T, the peer of gpu.gemm.

    python3 gpu_matmul_torch.py 4096 4096 4096 --dtype fp16
"""
import argparse
import json
import time

import torch

TYPES = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}

parser = argparse.ArgumentParser()
parser.add_argument("m", type=int)
parser.add_argument("n", type=int)
parser.add_argument("k", type=int)
parser.add_argument("--dtype", choices=TYPES, default="fp16")
parser.add_argument("--reps", type=int, default=7)
parser.add_argument("--tf32", action="store_true", help="let fp32 products use tensor cores; off, as in ModelGen")
arguments = parser.parse_args()
torch.backends.cuda.matmul.allow_tf32 = arguments.tf32
x = torch.rand(arguments.m, arguments.k, device="cuda").sub_(0.5).to(TYPES[arguments.dtype])
w = torch.rand(arguments.n, arguments.k, device="cuda").sub_(0.5).to(TYPES[arguments.dtype])


def milliseconds(calls):
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(calls):
        torch.mm(x, w.t())
    torch.cuda.synchronize()
    return (time.perf_counter() - start) * 1000 / calls


milliseconds(1)
calls = max(1, min(1000, int(100 / milliseconds(1))))
milliseconds(calls)
times = sorted(milliseconds(calls) for _ in range(arguments.reps))
median = times[len(times) // 2]
flops = 2 * arguments.m * arguments.n * arguments.k
print(json.dumps({"case": f"gpu.gemm-{arguments.m}x{arguments.n}x{arguments.k}", "peer": "torch " + torch.__version__, "device": torch.cuda.get_device_name(),
                  "dtype": arguments.dtype, "median_ms": round(median, 4), "min_ms": round(times[0], 4), "tflops": round(flops / median / 1e9, 2)}))
