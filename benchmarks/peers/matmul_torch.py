"""OpenBLAS through PyTorch: C[M, N] = A[M, K] * B[K, N].

    python3 matmul_torch.py 1024 1024 1024 --threads 2
"""
import argparse
import json
import os
import sys
import time

# Before torch is loaded: its own number and OpenBLAS's must agree, or "one thread" runs on two.
THREADS = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv else "2"
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = THREADS

import torch

parser = argparse.ArgumentParser()
parser.add_argument("m", type=int)
parser.add_argument("n", type=int)
parser.add_argument("k", type=int)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--reps", type=int, default=50)
arguments = parser.parse_args()
torch.set_num_threads(arguments.threads)
a, b = torch.randn(arguments.m, arguments.k), torch.randn(arguments.k, arguments.n)
c = torch.empty(arguments.m, arguments.n)
times = []
for _ in range(arguments.reps + 3):
    start = time.perf_counter()
    torch.mm(a, b, out=c)
    times.append((time.perf_counter() - start) * 1000)
times = sorted(times[3:])
median = times[len(times) // 2]
flops = 2 * arguments.m * arguments.n * arguments.k
print(json.dumps({"case": f"sgemm-{arguments.m}x{arguments.n}x{arguments.k}", "peer": "torch " + torch.__version__, "threads": arguments.threads,
                  "median_ms": round(median, 4), "min_ms": round(times[0], 4), "gflops": round(flops / median / 1e6, 1)}))
