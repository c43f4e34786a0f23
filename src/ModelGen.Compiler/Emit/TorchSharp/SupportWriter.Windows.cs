namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Windows over time that look at real steps only.</summary>
internal static partial class SupportWriter
{
    private static readonly (string Name, string Text)[] s_windows =
    [
        ("RealWindows", """
            // The windows that each sequence would have alone, from its first real step to its last: real [B, windows], true where there is one. [B, 1] each: the first
            // real step, where it stands among the windows, and its steps up to the last; what is shorter than a window counts as zeros up to it.
            private static (Sharp::torch.Tensor Real, Sharp::torch.Tensor First, Sharp::torch.Tensor Place, Sharp::torch.Tensor Length) RealWindows(Sharp::torch.Tensor mask, long span, long stride, long padding)
            {
                long length = mask.shape[1];
                Sharp::torch.Tensor steps = Sharp::torch.arange(length, dtype: Sharp::torch.ScalarType.Int64, device: mask.device);
                Sharp::torch.Tensor real = mask.to(Sharp::torch.ScalarType.Int64);
                Sharp::torch.Tensor first = (real * (steps * -1 + length)).max(1, true).values * -1 + length; // T without a real step
                Sharp::torch.Tensor seen = ((real * (steps + 1)).max(1, true).values - first).clamp_min(span - padding);
                Sharp::torch.Tensor count = ((seen + (padding - span)) / stride).to(Sharp::torch.ScalarType.Int64) + 1;
                count = count * mask.any(1, true).to(Sharp::torch.ScalarType.Int64);
                long windows = global::System.Math.Max(length + padding - span, 0) / stride + 1;
                Sharp::torch.Tensor window = (first / stride).to(Sharp::torch.ScalarType.Int64);
                window = window - (window + count - windows).clamp_min(0);
                Sharp::torch.Tensor at = Sharp::torch.arange(windows, dtype: Sharp::torch.ScalarType.Int64, device: mask.device) - window; // [B, windows]
                return (at.ge(0).logical_and(at.lt(count)), first, window * stride, seen);
            }
            """),
        ("Alone", """
            // Each sequence where its windows begin, zeros at padding: [B, T, F] -> [B, T or what the first window reaches, F]; true for each step of it; and the real windows.
            private static (Sharp::torch.Tensor Steps, Sharp::torch.Tensor Counts, Sharp::torch.Tensor Real) Alone(
                Sharp::torch.Tensor x, Sharp::torch.Tensor mask, (Sharp::torch.Tensor Real, Sharp::torch.Tensor First, Sharp::torch.Tensor Place, Sharp::torch.Tensor Length) windows, long least)
            {
                long length = mask.shape[1];
                Sharp::torch.Tensor steps = Sharp::torch.arange(global::System.Math.Max(length, least), dtype: Sharp::torch.ScalarType.Int64, device: mask.device) - windows.Place; // [B, places]
                Sharp::torch.Tensor from = steps + windows.First;
                Sharp::torch.Tensor inside = from.clamp_min(0).clamp_max(length - 1);
                Sharp::torch.Tensor isZero = mask.gather(1, inside).logical_and(from.eq(inside)).logical_not();
                Sharp::torch.Tensor alone = x.gather(1, inside.unsqueeze(-1).expand(-1, -1, x.shape[2])).masked_fill(isZero.unsqueeze(-1), 0.0);
                return (alone, steps.ge(0).logical_and(steps.lt(windows.Length)), windows.Real);
            }
            """),
        ("MaxOverWindows", """
            // The maximum of each real window; 0 elsewhere. [B, T, F] -> [B, windows, F].
            private static Sharp::torch.Tensor MaxOverWindows((Sharp::torch.Tensor Steps, Sharp::torch.Tensor Counts, Sharp::torch.Tensor Real) x, long size, long stride, long padding)
            {
                Sharp::torch.Tensor steps = x.Steps.masked_fill(x.Counts.logical_not().unsqueeze(-1), double.NegativeInfinity).transpose(1, 2); // [B, F, T]
                return Sharp::torch.nn.functional.max_pool1d(steps, size, stride, padding).transpose(1, 2).masked_fill(x.Real.logical_not().unsqueeze(-1), 0.0);
            }
            """),
        ("MeanOverWindows", """
            // The mean of each real window; 0 elsewhere. [B, T, F] -> [B, windows, F].
            private static Sharp::torch.Tensor MeanOverWindows((Sharp::torch.Tensor Steps, Sharp::torch.Tensor Counts, Sharp::torch.Tensor Real) x, long size, long stride, long padding)
            {
                Sharp::torch.Tensor means = Sharp::torch.nn.functional.avg_pool1d(x.Steps.transpose(1, 2), size, stride, padding).transpose(1, 2);
                return means.masked_fill(x.Real.logical_not().unsqueeze(-1), 0.0);
            }
            """),
    ];
}
