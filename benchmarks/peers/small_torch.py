"""PyTorch's side of cnn, mlp and lstm: forward, and step = forward + backward + AdamW.

    python3 small_torch.py cnn.step --threads 2 [--reps 101]      (cnn-nhwc.step: the same in channels-last layout)
    python3 small_torch.py export FOLDER                          (cnn.onnx, mlp.onnx, lstm.onnx for forward_onnxruntime.mjs)

For a fair run see docs/performance.md: the BLAS and the allocator's three variables.
"""
import sys

from peer import measure

import torch
import torch.nn as nn
import torch.nn.functional as F


class Cnn(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(32 * 15 * 15, 64), nn.ReLU(), nn.Linear(64, 10))


class Mlp(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10_000, 32)
        self.first, self.second = nn.LSTM(32, 64, batch_first=True), nn.LSTM(64, 32, batch_first=True)
        self.head = nn.Linear(32, 1)

    def forward(self, ids):
        sequences, _ = self.first(self.embedding(ids))
        sequences, _ = self.second(sequences)
        return self.head(sequences[:, -1])


def example(name):
    """The model, its input, its targets and its loss."""
    if name == "cnn":
        return Cnn(), torch.randn(32, 3, 32, 32), torch.randint(10, (32,)), F.cross_entropy
    if name == "mlp":
        return Mlp(), torch.randn(64, 784), torch.randint(10, (64,)), F.cross_entropy
    return Recurrent(), torch.randint(10_000, (32, 100)), torch.zeros(32, 1), F.binary_cross_entropy_with_logits


def build(case):
    name, kind = case.rsplit(".", 1)
    model, x, y, loss = example(name.removesuffix("-nhwc"))
    if name.endswith("-nhwc"):
        model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)

    def forward():
        with torch.no_grad():
            model(x)

    def step():
        optimizer.zero_grad(set_to_none=False)
        loss(model(x), y).backward()
        optimizer.step()

    return step if kind == "step" else forward, 3200 if name == "lstm" else None


if sys.argv[1] == "export":
    for name in "cnn", "mlp", "lstm":
        model, x, _, _ = example(name)
        torch.onnx.export(model.eval(), x, f"{sys.argv[2]}/{name}.onnx", opset_version=14, input_names=["x"], output_names=["y"])
else:
    measure(build)
