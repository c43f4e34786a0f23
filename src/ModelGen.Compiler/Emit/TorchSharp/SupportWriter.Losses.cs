namespace ModelGen.Compiler.Emit.TorchSharp;

/// <content>Means with weights, which libtorch's losses do not have.</content>
internal static partial class SupportWriter
{
    private static readonly (string Name, string Text)[] s_losses =
    [
        ("WeightedMean", """
            // Σ w·x / Σ w, each term with its example's weight; 0 where none has any.
            private static Sharp::torch.Tensor WeightedMean(Sharp::torch.Tensor terms, Sharp::torch.Tensor counts, Sharp::torch.Tensor? weights)
            {
                counts = counts.to(Sharp::torch.ScalarType.Float32);
                if (weights is not null)
                {
                    Sharp::torch.Tensor each = weights.to(Sharp::torch.ScalarType.Float32, terms.device).reshape(-1, 1); // [B, 1]
                    (terms, counts) = (terms.reshape(each.shape[0], -1) * each, counts.reshape(each.shape[0], -1) * each);
                }

                return terms.sum() / counts.sum().clamp_min(1e-30);
            }
            """),
    ];
}
