using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchTrainingSample;

/// <summary>nanoGPT as one writes it for TorchSharp by hand: what <see cref="SmallGpt.Torch"/> is timed against. Its parameters come in the same order.</summary>
internal sealed class HandWritten : nn.Module<Tensor, Tensor>
{
    private readonly Embedding wte = nn.Embedding(512, 256);
    private readonly Embedding wpe = nn.Embedding(128, 256);
    private readonly ModuleList<Block> h = new(new Block(), new Block(), new Block(), new Block());
    private readonly LayerNorm ln_f = nn.LayerNorm(256);

    public HandWritten() : base(nameof(HandWritten)) => RegisterComponents();

    public override Tensor forward(Tensor ids)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = wte.call(ids) + wpe.call(arange(ids.shape[1], dtype: ScalarType.Int64));
        foreach (Block block in h)
        {
            x = block.call(x);
        }

        return F.linear(ln_f.call(x), wte.weight!).MoveToOuterDisposeScope();
    }

    /// <summary>One update, without any check of what comes in.</summary>
    public float TrainingStep(Tensor input, Tensor target, optim.Optimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        Tensor loss = F.cross_entropy(call(input).view(-1, 512), target.view(-1));
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly LayerNorm ln_1 = nn.LayerNorm(256);
        private readonly Linear c_attn = nn.Linear(256, 768);
        private readonly Linear attn_proj = nn.Linear(256, 256);
        private readonly LayerNorm ln_2 = nn.LayerNorm(256);
        private readonly Linear c_fc = nn.Linear(256, 1024);
        private readonly Linear mlp_proj = nn.Linear(1024, 256);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            using DisposeScope scope = NewDisposeScope();
            x = x + Attention(ln_1.call(x));
            x = x + mlp_proj.call(F.gelu(c_fc.call(ln_2.call(x)), GELU.Approximate.tanh));
            return x.MoveToOuterDisposeScope();
        }

        private Tensor Attention(Tensor x)
        {
            (long batch, long length) = (x.shape[0], x.shape[1]);
            Tensor[] qkv = c_attn.call(x).split(new long[] { 256, 256, 256 }, -1);
            Tensor q = qkv[0].view(batch, length, 8, 32).transpose(1, 2);
            Tensor k = qkv[1].view(batch, length, 8, 32).transpose(1, 2);
            Tensor v = qkv[2].view(batch, length, 8, 32).transpose(1, 2);
            x = F.scaled_dot_product_attention(q, k, v, null, 0.0, true);
            return attn_proj.call(x.transpose(1, 2).reshape(batch, length, 256));
        }
    }
}
