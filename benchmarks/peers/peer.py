"""What the PyTorch peers share: threads before torch is loaded, and times as the benchmarks print them."""
import argparse
import json
import os
import sys
import time

# Before torch is loaded: its own number and OpenBLAS's must agree, or "one thread" runs on two.
THREADS = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv else "2"
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = THREADS

import torch


def measure(build):
    """Times the call that build(case) returns with its number of tokens (or None), after two calls to warm up; prints one JSON line like the benchmarks' own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("case")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--reps", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    call, tokens = build(arguments.case)
    for _ in range(2):
        call()
    times = []
    for _ in range(arguments.reps):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    median = times[len(times) // 2]
    result = {"case": arguments.case, "peer": "torch " + torch.__version__, "threads": arguments.threads, "median_ms": round(median, 4), "min_ms": round(times[0], 4)}
    if tokens:
        result["tokens_per_second"] = round(tokens / median * 1000, 1)
    print(json.dumps(result))
