namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Windows over time that look at real steps only.</summary>
internal static partial class SupportWriter
{
    private static readonly (string Name, string Text)[] s_windows =
    [
        ("WindowMask", """
            // A window is padding if every step in it is. [B, T] -> [B, windows].
            private static Sharp::torch.Tensor WindowMask(Sharp::torch.Tensor mask, long size, long stride, long before, long after, long dilation)
            {
                var real = Sharp::torch.nn.functional.pad(mask.to(Sharp::torch.ScalarType.Float32).unsqueeze(1), new long[] { before, after }); // [B, 1, T with padding]
                return Sharp::torch.nn.functional.max_pool1d(real, size, stride, 0, dilation).squeeze(1).ne(0);
            }
            """),
        ("MaxOverWindows", """
            // The maximum of each window's real steps; 0 without any. [B, T, F] -> [B, windows, F].
            private static Sharp::torch.Tensor MaxOverWindows(Sharp::torch.Tensor x, Sharp::torch.Tensor mask, long size, long stride, long padding)
            {
                var real = mask.unsqueeze(1); // [B, 1, T]
                var isEmpty = Sharp::torch.nn.functional.max_pool1d(real.to(x.dtype), size, stride, padding).eq(0); // [B, 1, windows]
                var steps = x.transpose(1, 2).masked_fill(real.logical_not(), double.NegativeInfinity); // [B, F, T]
                return Sharp::torch.nn.functional.max_pool1d(steps, size, stride, padding).masked_fill(isEmpty, 0.0).transpose(1, 2);
            }
            """),
        ("MeanOverWindows", """
            // The mean of each window's real steps; 0 without any. [B, T, F] -> [B, windows, F].
            private static Sharp::torch.Tensor MeanOverWindows(Sharp::torch.Tensor x, Sharp::torch.Tensor mask, long size, long stride, long padding)
            {
                var real = mask.to(x.dtype).unsqueeze(1); // [B, 1, T]
                var sum = Sharp::torch.nn.functional.avg_pool1d(x.transpose(1, 2) * real, size, stride, padding); // [B, F, windows], over the size
                var count = Sharp::torch.nn.functional.avg_pool1d(real, size, stride, padding); // [B, 1, windows], over the size too
                return (sum / count.clamp_min(1.0 / size)).transpose(1, 2);
            }
            """),
    ];
}
