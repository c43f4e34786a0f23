"""Writes gemma2.* and mpnet.*: small models with random weights under published names, their outputs and gradients, in double precision with PyTorch's autograd.

    python3 make_families.py [FOLDER]

Only torch is needed. The formulas are those of the papers and of transformers' modeling files for these families, written down again; nothing of transformers runs here.
Values are of the stored F32 weights, computed in float64 and rounded to F32. Conventions are those of README.md.
"""
import json, math, os, struct, sys
import torch

HERE = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def save(name, tensors):
    header, data = {}, b""
    for key, value in tensors.items():
        value = value.detach().contiguous()
        kind = "F32" if value.is_floating_point() else "I32"
        raw = value.to(torch.float32 if kind == "F32" else torch.int32).reshape(-1).tolist()
        block = struct.pack(f"<{len(raw)}{'f' if kind == 'F32' else 'i'}", *raw)
        header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(block)]}
        data += block
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, name + ".safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def config(name):
    with open(os.path.join(HERE, name + ".config.json")) as file:
        return json.load(file)


def stored(values):
    """F32 as the file has them, in double, with a gradient."""
    return {key: value.to(torch.float32).double().requires_grad_() for key, value in values.items()}


def linear(x, w, name):
    y = x @ w[name + ".weight"].T
    return y + w[name + ".bias"] if name + ".bias" in w else y


def write(name, weights, reference, loss):
    loss.backward()
    for key, value in weights.items():
        reference["grad." + key] = value.grad if value.grad is not None else torch.zeros_like(value)
    reference["out.loss"] = loss
    save(name, weights)
    save(name + ".ref", reference)


# Gemma 2 (arXiv:2408.00118): norms before and behind both parts, scores and logits bent by tanh, a window in every other layer, scores divided by the root of query_pre_attn_scalar.

def gemma2():
    c = config("gemma2")
    draw = torch.Generator().manual_seed(33011)
    width, heads, shared, size, hidden, vocabulary = (c[key] for key in ("hidden_size", "num_attention_heads", "num_key_value_heads", "head_dim", "intermediate_size", "vocab_size"))

    def normal(*shape, scale):
        return scale * torch.randn(*shape, generator=draw, dtype=torch.float64)

    values = {"model.embed_tokens.weight": normal(vocabulary, width, scale=0.4)}
    for i in range(c["num_hidden_layers"]):
        at = f"model.layers.{i}."
        for norm in ("input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm", "post_feedforward_layernorm"):
            values[at + norm + ".weight"] = normal(width, scale=0.3)
        values[at + "self_attn.q_proj.weight"] = normal(heads * size, width, scale=0.5)
        values[at + "self_attn.k_proj.weight"] = normal(shared * size, width, scale=0.5)
        values[at + "self_attn.v_proj.weight"] = normal(shared * size, width, scale=0.3)
        values[at + "self_attn.o_proj.weight"] = normal(width, heads * size, scale=0.3)
        values[at + "mlp.gate_proj.weight"] = normal(hidden, width, scale=0.3)
        values[at + "mlp.up_proj.weight"] = normal(hidden, width, scale=0.3)
        values[at + "mlp.down_proj.weight"] = normal(width, hidden, scale=0.3)
    values["model.norm.weight"] = normal(width, scale=0.3)
    w = stored(values)

    def norm(x, name):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + c["rms_norm_eps"]) * (1 + w[name + ".weight"])

    def bent(x, cap):
        return cap * torch.tanh(x / cap)

    def turned(x):
        # x: [B, heads, T, size]; halves turn against each other
        rates = c["rope_theta"] ** (-2 * torch.arange(size // 2, dtype=torch.float64) / size)
        angle = torch.arange(x.shape[2], dtype=torch.float64)[:, None] * rates
        a, b = x[..., :size // 2], x[..., size // 2:]
        return torch.cat([a * angle.cos() - b * angle.sin(), b * angle.cos() + a * angle.sin()], -1)

    def forward(ids, with_window=True):
        x = w["model.embed_tokens.weight"][ids] * math.sqrt(width)
        batch, steps = ids.shape
        place = torch.arange(steps)
        for i in range(c["num_hidden_layers"]):
            at = f"model.layers.{i}."
            h = norm(x, at + "input_layernorm")
            q = turned(linear(h, w, at + "self_attn.q_proj").view(batch, steps, heads, size).transpose(1, 2))
            k = turned(linear(h, w, at + "self_attn.k_proj").view(batch, steps, shared, size).transpose(1, 2)).repeat_interleave(heads // shared, 1)
            v = linear(h, w, at + "self_attn.v_proj").view(batch, steps, shared, size).transpose(1, 2).repeat_interleave(heads // shared, 1)
            scores = bent(q @ k.transpose(2, 3) * c["query_pre_attn_scalar"] ** -0.5, c["attn_logit_softcapping"])
            way = place[:, None] - place[None, :]
            sees = way >= 0
            if with_window and i % 2 == 0:
                sees = sees & (way < c["sliding_window"])
            mixed = scores.masked_fill(~sees, -math.inf).softmax(-1) @ v
            x = x + norm(linear(mixed.transpose(1, 2).reshape(batch, steps, heads * size), w, at + "self_attn.o_proj"), at + "post_attention_layernorm")
            h = norm(x, at + "pre_feedforward_layernorm")
            gate = torch.nn.functional.gelu(linear(h, w, at + "mlp.gate_proj"), approximate="tanh")
            x = x + norm(linear(gate * linear(h, w, at + "mlp.up_proj"), w, at + "mlp.down_proj"), at + "post_feedforward_layernorm")
        states = norm(x, "model.norm")
        return states, bent(states @ w["model.embed_tokens.weight"].T, c["final_logit_softcapping"])

    ids = torch.randint(3, vocabulary, (2, 17), generator=draw)
    targets = torch.randint(3, vocabulary, (2, 17), generator=draw)
    states, logits = forward(ids)
    loss = torch.nn.functional.cross_entropy(logits.view(-1, vocabulary), targets.view(-1))
    prompt = ids[0, :7].clone()
    tokens, rows, gap = [], [], math.inf
    with torch.no_grad():
        for _ in range(10):
            row = forward(torch.cat([prompt, torch.tensor(tokens, dtype=prompt.dtype)])[None])[1][0, -1]
            best = row.topk(2).values
            gap = min(gap, float(best[0] - best[1]))
            rows.append(row)
            tokens.append(int(row.argmax()))
        free = forward(ids, with_window=False)[1]
    print("gemma2: loss", float(loss), "smallest gap of two tokens", gap, "without windows", float((free - logits).abs().max()))
    write("gemma2", w, {
        "in.ids": ids, "in.targets": targets, "out.final_hidden": states, "out.logits": logits, "out.logits_without_window": free,
        "gen.prompt": prompt, "gen.tokens": torch.tensor(tokens), "gen.logits": torch.stack(rows),
    }, loss)


# MPNet (arXiv:2004.09297): RoBERTa's form, and one table of 32 buckets by the way from query to key, added to the scores of all layers.

def bucket(way, buckets=32, distance=128):
    """As T5's (arXiv:1910.10683), in both directions. way: key - query."""
    half = buckets // 2
    exact = half // 2
    away = way.abs()
    far = exact + (torch.log(away.float() / exact) / math.log(distance / exact) * (half - exact)).to(torch.long)
    return (way > 0).long() * half + torch.where(away < exact, away, far.clamp(max=half - 1))


def mpnet():
    c = config("mpnet")
    draw = torch.Generator().manual_seed(33012)
    width, heads, hidden, vocabulary, padding = (c[key] for key in ("hidden_size", "num_attention_heads", "intermediate_size", "vocab_size", "pad_token_id"))
    size, classes = width // heads, len(c["id2label"])

    def normal(*shape, scale):
        return scale * torch.randn(*shape, generator=draw, dtype=torch.float64)

    values = {
        "mpnet.embeddings.word_embeddings.weight": normal(vocabulary, width, scale=0.5),
        "mpnet.embeddings.position_embeddings.weight": normal(c["max_position_embeddings"], width, scale=0.3),
    }

    def norms(name):
        values[name + ".weight"] = 1 + normal(width, scale=0.2)
        values[name + ".bias"] = normal(width, scale=0.2)

    def maps(name, outputs, inputs, scale=0.35):
        values[name + ".weight"] = normal(outputs, inputs, scale=scale)
        values[name + ".bias"] = normal(outputs, scale=0.2)

    norms("mpnet.embeddings.LayerNorm")
    for i in range(c["num_hidden_layers"]):
        at = f"mpnet.encoder.layer.{i}."
        for part in "qkvo":
            maps(at + "attention.attn." + part, width, width)
        norms(at + "attention.LayerNorm")
        maps(at + "intermediate.dense", hidden, width)
        maps(at + "output.dense", width, hidden)
        norms(at + "output.LayerNorm")
    values["mpnet.encoder.relative_attention_bias.weight"] = normal(32, heads, scale=1.0)
    maps("classifier.dense", width, width)
    maps("classifier.out_proj", classes, width)
    w = stored(values)

    def norm(x, name):
        return torch.nn.functional.layer_norm(x, (width,), w[name + ".weight"], w[name + ".bias"], c["layer_norm_eps"])

    def forward(ids, with_bias=True):
        batch, steps = ids.shape
        real = ids.ne(padding)
        positions = real.long().cumsum(1) * real + padding
        x = norm(w["mpnet.embeddings.word_embeddings.weight"][ids] + w["mpnet.embeddings.position_embeddings.weight"][positions], "mpnet.embeddings.LayerNorm")
        place = torch.arange(steps)
        added = w["mpnet.encoder.relative_attention_bias.weight"][bucket(place[None, :] - place[:, None])].permute(2, 0, 1)
        for i in range(c["num_hidden_layers"]):
            at = f"mpnet.encoder.layer.{i}."
            q, k, v = (linear(x, w, at + "attention.attn." + part).view(batch, steps, heads, size).transpose(1, 2) for part in "qkv")
            scores = q @ k.transpose(2, 3) / math.sqrt(size) + (added if with_bias else 0)
            mixed = scores.masked_fill(~real[:, None, None, :], -math.inf).softmax(-1) @ v
            x = norm(x + linear(mixed.transpose(1, 2).reshape(batch, steps, width), w, at + "attention.attn.o"), at + "attention.LayerNorm")
            x = norm(x + linear(torch.nn.functional.gelu(linear(x, w, at + "intermediate.dense")), w, at + "output.dense"), at + "output.LayerNorm")
        mean = (x * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        return x, real, mean / mean.norm(dim=-1, keepdim=True), linear(torch.tanh(linear(x[:, 0], w, "classifier.dense")), w, "classifier.out_proj")

    # Longer than the last bucket begins, and shorter ones with padding behind them.
    steps = 150
    ids = torch.randint(3, vocabulary, (4, steps), generator=draw)
    ids[:, 0] = 0
    for row, length in enumerate((steps, 97, 20, 5)):
        ids[row, length - 1] = 2
        ids[row, length:] = padding
    labels = torch.randint(0, classes, (4,), generator=draw)
    states, real, embedding, logits = forward(ids)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    with torch.no_grad():
        free = forward(ids, with_bias=False)[3]
    print("mpnet: loss", float(loss), "without the table", float((free - logits).abs().max()))
    starts = [int(way) for way in range(1, 150) if int(bucket(torch.tensor(-way))) != int(bucket(torch.tensor(1 - way)))]
    print("mpnet: buckets begin at", starts)
    write("mpnet", w, {
        "in.ids": ids, "in.attention_mask": real.long(), "in.labels": labels, "out.last_hidden_state": states, "out.embedding": embedding, "out.logits": logits, "out.logits_without_table": free,
    }, loss)


gemma2()
mpnet()
