namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>What is added to scores, and attention itself where the library does not have it.</summary>
internal static partial class SupportWriter
{
    private static readonly (string Name, string Text)[] s_attention =
    [
        ("AttentionBias", """
            // What is added to scores: 0 where a query sees a key, -1e9 where not (finite, so that a row that sees nothing is no NaN); and 0 for such rows, else 1.
            private static (Sharp::torch.Tensor Bias, Sharp::torch.Tensor Sees) AttentionBias(Sharp::torch.Tensor mask, bool causal, Sharp::torch.ScalarType dtype)
            {
                Sharp::torch.Tensor hidden = mask.logical_not().unsqueeze(1).unsqueeze(1); // [B, 1, 1, T]
                if (causal)
                {
                    long length = mask.shape[1];
                    Sharp::torch.Tensor later = Sharp::torch.ones(length, length, dtype: Sharp::torch.ScalarType.Bool, device: mask.device).triu(1); // [T, T]
                    hidden = hidden.logical_or(later); // [B, 1, T, T]
                }

                return (hidden.to(dtype) * -1e9, hidden.logical_not().any(-1, true).to(dtype));
            }
            """),
        ("AttentionBetween", """
            // The same for queries [B, heads, T, size] and keys [B, heads, S, size] of two sequences: which keys are real [B, S], and between both [B, T, S] what is added or who sees whom, or of each head [B, heads, T, S] what is added.
            private static (Sharp::torch.Tensor Bias, Sharp::torch.Tensor Sees) AttentionBetween(Sharp::torch.Tensor q, Sharp::torch.Tensor k, Sharp::torch.Tensor? mask, Sharp::torch.Tensor? bias, bool causal)
            {
                Sharp::torch.Tensor hidden = Sharp::torch.zeros(q.shape[2], k.shape[2], dtype: Sharp::torch.ScalarType.Bool, device: q.device); // [T, S]
                if (causal)
                {
                    hidden = hidden.logical_not().triu(1);
                }

                if (mask is not null)
                {
                    hidden = hidden.logical_or(mask.logical_not().unsqueeze(1).unsqueeze(1)); // [B, 1, T, S]
                }

                if (bias is not null && bias.dtype == Sharp::torch.ScalarType.Bool)
                {
                    hidden = hidden.logical_or(bias.logical_not().unsqueeze(1)); // [B, 1, T, S]
                }

                Sharp::torch.Tensor added = hidden.to(q.dtype) * -1e9;
                if (bias is not null && bias.dtype != Sharp::torch.ScalarType.Bool)
                {
                    added = (added + (bias.shape.Length == 4 ? bias : bias.unsqueeze(1))).clamp_min(-1e9);
                }

                return (added, added.gt(-5e8).any(-1, true).to(q.dtype));
            }
            """),
        ("AttentionWays", """
            // Of each head the number j - i + T - 1 between the query i and the key j: [B, heads, 2 T] to [B, heads, T, T].
            private static Sharp::torch.Tensor AttentionWays(Sharp::torch.Tensor ways)
            {
                long length = ways.shape[2] / 2;
                Sharp::torch.Tensor steps = Sharp::torch.arange(length, device: ways.device);
                Sharp::torch.Tensor places = (steps.unsqueeze(0) - steps.unsqueeze(1) + (length - 1)).reshape(-1); // [T · T]
                return ways.index_select(2, places).reshape(ways.shape[0], ways.shape[1], length, length);
            }
            """),
        ("ScaledDotProductAttention", """
            // softmax(q · kᵀ / √size + bias) · v: the newer library's function of this name, for a library that does not have it.
            private static Sharp::torch.Tensor ScaledDotProductAttention(Sharp::torch.Tensor q, Sharp::torch.Tensor k, Sharp::torch.Tensor v, Sharp::torch.Tensor? bias, double dropout, bool causal)
            {
                Sharp::torch.Tensor scores = q.matmul(k.transpose(-2, -1)) / global::System.Math.Sqrt(q.shape[3]); // [B, heads, T, T]
                if (causal)
                {
                    long length = q.shape[2];
                    Sharp::torch.Tensor later = Sharp::torch.ones(length, length, dtype: Sharp::torch.ScalarType.Bool, device: q.device).triu(1);
                    scores = scores.masked_fill(later, double.NegativeInfinity);
                }

                if (bias is not null)
                {
                    scores = scores + bias;
                }

                return Sharp::torch.nn.functional.dropout(scores.softmax(-1), dropout, dropout > 0).matmul(v);
            }
            """),
        ("CappedAttention", """
            // The same with scores that are bent towards a cap before what hides keys is added (Gemma 2, arXiv:2408.00118).
            private static Sharp::torch.Tensor CappedAttention(Sharp::torch.Tensor q, Sharp::torch.Tensor k, Sharp::torch.Tensor v, Sharp::torch.Tensor? bias, double dropout, bool causal, double cap)
            {
                Sharp::torch.Tensor scores = (q.matmul(k.transpose(-2, -1)) / (global::System.Math.Sqrt(q.shape[3]) * cap)).tanh() * cap; // [B, heads, T, S]
                if (causal)
                {
                    Sharp::torch.Tensor later = Sharp::torch.ones(q.shape[2], k.shape[2], dtype: Sharp::torch.ScalarType.Bool, device: q.device).triu(1);
                    scores = scores.masked_fill(later, double.NegativeInfinity);
                }

                if (bias is not null)
                {
                    scores = scores + bias;
                }

                return Sharp::torch.nn.functional.dropout(scores.softmax(-1), dropout, dropout > 0).matmul(v);
            }
            """),
    ];
}
