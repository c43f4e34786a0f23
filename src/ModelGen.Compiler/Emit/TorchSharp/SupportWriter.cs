using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>What TorchSharp lacks, written by hand from what every version has; only what the model uses.</summary>
internal static partial class SupportWriter
{
    public static void Write(CodeWriter code, HashSet<string> helpers)
    {
        foreach ((string name, string text) in s_attention.Concat(s_all).Concat(s_windows).Concat(s_recurrent).Concat(s_losses))
        {
            if (helpers.Contains(name))
            {
                code.Line();
                foreach (string line in text.Replace("\r", "").Split('\n'))
                {
                    code.Line(line);
                }
            }
        }
    }

    private static readonly (string Name, string Text)[] s_all =
    [
        ("GeluTanh", """
            // Hendrycks and Gimpel 2016, arXiv:1606.08415: GPT-2's approximation.
            private static Sharp::torch.Tensor GeluTanh(Sharp::torch.Tensor x) =>
                x * 0.5 * ((x + x.pow(3) * 0.044715) * 0.7978845608028654).tanh().add(1.0);
            """),
        ("SinusoidalTable", """
            // Vaswani et al. 2017, section 3.5: sines in even columns, cosines in odd ones. [length, width], like x.
            private static Sharp::torch.Tensor SinusoidalTable(long length, long width, Sharp::torch.Tensor x)
            {
                Sharp::torch.Tensor position = Sharp::torch.arange(length, dtype: Sharp::torch.ScalarType.Float32, device: x.device).unsqueeze(1);
                Sharp::torch.Tensor column = Sharp::torch.arange(width / 2, dtype: Sharp::torch.ScalarType.Float32, device: x.device) * 2.0;
                Sharp::torch.Tensor angle = position * (column * (-9.210340371976184 / width)).exp(); // 10000^(-2i / width); [length, width / 2]
                return Sharp::torch.cat(new[] { angle.sin().unsqueeze(-1), angle.cos().unsqueeze(-1) }, -1).reshape(length, width).to(x.dtype);
            }
            """),
        ("TakeFirst", """
            // The first step that is no padding; the first of all where all are. [B, T, F] -> [B, F].
            private static Sharp::torch.Tensor TakeFirst(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor left = Sharp::torch.arange(x.shape[1], dtype: Sharp::torch.ScalarType.Int64, device: x.device) * -1 + x.shape[1]; // T, ..., 1
                Sharp::torch.Tensor first = (mask.to(Sharp::torch.ScalarType.Int64) * left).max(1).values * -1 + x.shape[1]; // [B]; T where all are padding
                first = first * first.lt(x.shape[1]).to(Sharp::torch.ScalarType.Int64);
                return x.gather(1, first.reshape(-1, 1, 1).expand(-1, 1, x.shape[2])).squeeze(1);
            }
            """),
        ("TakeLast", """
            // The last step that is no padding; the first where all are. [B, T, F] -> [B, F].
            private static Sharp::torch.Tensor TakeLast(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor steps = Sharp::torch.arange(x.shape[1], dtype: Sharp::torch.ScalarType.Int64, device: x.device);
                Sharp::torch.Tensor last = (mask.to(Sharp::torch.ScalarType.Int64) * steps).max(1).values; // [B]
                return x.gather(1, last.reshape(-1, 1, 1).expand(-1, 1, x.shape[2])).squeeze(1);
            }
            """),
        ("MaxOverTime", """
            // The maximum over real steps; 0 without any. [B, T, F] -> [B, F].
            private static Sharp::torch.Tensor MaxOverTime(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor padding = mask.logical_not().unsqueeze(-1); // [B, T, 1]
                Sharp::torch.Tensor isEmpty = mask.any(1, true).logical_not(); // [B, 1]
                return x.masked_fill(padding, double.NegativeInfinity).max(1).values.masked_fill(isEmpty, 0.0);
            }
            """),
        ("MeanOverTime", """
            // The mean over real steps; 0 without any. [B, T, F] -> [B, F].
            private static Sharp::torch.Tensor MeanOverTime(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
            {
                Sharp::torch.Tensor real = mask.to(x.dtype).unsqueeze(-1); // [B, T, 1]
                return (x * real).sum(1) / real.sum(1).clamp_min(1.0);
            }
            """),
        ("RotaryTable", """
            // The pairs (i, i + size / 2) of each head turn by the position's angle: Su et al. 2021, arXiv:2104.09864, in Hugging Face's order.
            private static Sharp::torch.Tensor Rotate(Sharp::torch.Tensor x, Sharp::torch.Tensor cos, Sharp::torch.Tensor sin)
            {
                Sharp::torch.Tensor[] halves = x.chunk(2, -1);
                return Sharp::torch.cat(new[] { halves[0] * cos - halves[1] * sin, halves[1] * cos + halves[0] * sin }, -1);
            }

            /// <summary>Cosines and sines of rotary positions, made once. No module, so that they stay out of <c>state_dict</c>.</summary>
            private sealed class RotaryTable : global::System.IDisposable
            {
                private readonly long _context;
                private readonly long _size;
                private readonly double _base;
                private readonly float[]? _frequencies;
                private Sharp::torch.Tensor _cos;
                private Sharp::torch.Tensor _sin;

                internal RotaryTable(long context, long size, double rotaryBase, Sharp::torch.Device device, Sharp::torch.ScalarType dtype, float[]? frequencies = null)
                {
                    (_context, _size, _base, _frequencies) = (context, size, rotaryBase, frequencies);
                    (_cos, _sin) = Make(device, dtype);
                }

                /// <summary>[T, size / 2] each, for x [B, heads, T, size]; follows a module that has been moved.</summary>
                public (Sharp::torch.Tensor Cos, Sharp::torch.Tensor Sin) For(Sharp::torch.Tensor x)
                {
                    if (_cos.dtype != x.dtype || _cos.device_type != x.device_type || _cos.device_index != x.device_index)
                    {
                        Dispose();
                        (_cos, _sin) = Make(x.device, x.dtype);
                    }

                    return (_cos.narrow(0, 0, x.shape[2]), _sin.narrow(0, 0, x.shape[2]));
                }

                public void Dispose()
                {
                    _cos.Dispose();
                    _sin.Dispose();
                }

                private (Sharp::torch.Tensor Cos, Sharp::torch.Tensor Sin) Make(Sharp::torch.Device device, Sharp::torch.ScalarType dtype)
                {
                    using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();
                    Sharp::torch.Tensor position = Sharp::torch.arange(_context, dtype: Sharp::torch.ScalarType.Float32, device: device).unsqueeze(1);
                    Sharp::torch.Tensor pair = Sharp::torch.arange(_size / 2, dtype: Sharp::torch.ScalarType.Float32, device: device);
                    Sharp::torch.Tensor turn = _frequencies is null ? (pair * (-2.0 * global::System.Math.Log(_base) / _size)).exp() : Sharp::torch.tensor(_frequencies, dtype: Sharp::torch.ScalarType.Float32, device: device);
                    Sharp::torch.Tensor angle = position * turn; // base^(-2i / size), or as they are given; [context, pairs]
                    return (angle.cos().to(dtype).DetachFromDisposeScope(), angle.sin().to(dtype).DetachFromDisposeScope());
                }
            }
            """),
        ("RmsNorm", """
            /// <summary>x / sqrt(mean(x²) + epsilon) · weight, in 32 bits: Zhang and Sennrich 2019, arXiv:1910.07467.</summary>
            private sealed class RmsNorm : Sharp::torch.nn.Module<Sharp::torch.Tensor, Sharp::torch.Tensor>
            {
                internal readonly Sharp::Modules.Parameter weight;
                private readonly double _epsilon;

                internal RmsNorm(long width, double epsilon, Sharp::torch.Device device, Sharp::torch.ScalarType dtype) : base("RmsNorm")
                {
                    _epsilon = epsilon;
                    weight = new Sharp::Modules.Parameter(Sharp::torch.ones(width, dtype: dtype, device: device));
                    RegisterComponents();
                }

                /// <inheritdoc/>
                public override Sharp::torch.Tensor forward(Sharp::torch.Tensor x)
                {
                    using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();
                    Sharp::torch.Tensor wide = x.dtype == Sharp::torch.ScalarType.BFloat16 ? x.to(Sharp::torch.ScalarType.Float32) : x;
                    Sharp::torch.Tensor scale = (wide.pow(2).mean(new long[] { -1 }, true) + _epsilon).rsqrt();
                    return ((wide * scale).to(x.dtype) * weight).MoveToOuterDisposeScope();
                }
            }
            """),
        ("BatchNorm", """
            /// <summary>Batch normalisation of [B, F], [B, T, F] or [B, C, H, W], in at least 32 bits: Ioffe and Szegedy 2015, arXiv:1502.03167. Its buffers are those of the weight file.</summary>
            private sealed class BatchNorm : Sharp::torch.nn.Module<Sharp::torch.Tensor, Sharp::torch.Tensor>
            {
                internal readonly Sharp::Modules.Parameter weight;
                internal readonly Sharp::Modules.Parameter bias;
                internal readonly Sharp::torch.Tensor running_mean;
                internal readonly Sharp::torch.Tensor running_var;
                private readonly double _momentum;
                private readonly double _epsilon;

                internal BatchNorm(long channels, double momentum, double epsilon, Sharp::torch.Device device, Sharp::torch.ScalarType dtype) : base("BatchNorm")
                {
                    (_momentum, _epsilon) = (momentum, epsilon);
                    Sharp::torch.ScalarType wide = dtype == Sharp::torch.ScalarType.BFloat16 ? Sharp::torch.ScalarType.Float32 : dtype;
                    weight = new Sharp::Modules.Parameter(Sharp::torch.ones(channels, dtype: dtype, device: device));
                    bias = new Sharp::Modules.Parameter(Sharp::torch.zeros(channels, dtype: dtype, device: device));
                    running_mean = Sharp::torch.zeros(channels, dtype: wide, device: device);
                    running_var = Sharp::torch.ones(channels, dtype: wide, device: device);
                    RegisterComponents();
                }

                /// <inheritdoc/>
                public override Sharp::torch.Tensor forward(Sharp::torch.Tensor x)
                {
                    using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();
                    Sharp::torch.Tensor wide = x.to(running_mean.dtype);
                    Sharp::torch.Tensor rows = wide.shape.Length == 3 ? wide.reshape(-1, wide.shape[2]) : wide; // steps are rows: [B * T, F]
                    Sharp::torch.Tensor y = training ? Train(rows) : Normalise(rows, running_mean);
                    return y.reshape(x.shape).to(x.dtype).MoveToOuterDisposeScope();
                }

                private Sharp::torch.Tensor Normalise(Sharp::torch.Tensor rows, Sharp::torch.Tensor mean) => Sharp::torch.nn.functional.batch_norm(
                    rows, mean, running_var, weight.to(running_mean.dtype), bias.to(running_mean.dtype), training, _momentum, _epsilon);

                private Sharp::torch.Tensor Train(Sharp::torch.Tensor rows)
                {
                    bool isImage = rows.shape.Length == 4;

                    // One value of a channel has no unbiased variance, which would be NaN from here on: twice the same value has 0.
                    bool isSingle = rows.shape[0] == 1 && (!isImage || rows.shape[2] * rows.shape[3] == 1);
                    rows = isSingle ? Sharp::torch.cat(new[] { rows, rows }, 0) : rows;

                    // By way of differences from one of the numbers: the mean of equal ones is exactly theirs, however large.
                    Sharp::torch.Tensor all = rows.detach();
                    Sharp::torch.Tensor start = all.narrow(0, 0, 1);
                    start = isImage ? start.narrow(2, 0, 1).narrow(3, 0, 1) : start;
                    Sharp::torch.Tensor centre = start + (all - start).mean(isImage ? new long[] { 0, 2, 3 } : new long[] { 0 }, true);
                    Sharp::torch.Tensor moved = Sharp::torch.zeros(running_mean.shape, dtype: running_mean.dtype, device: running_mean.device);
                    Sharp::torch.Tensor y = Normalise(rows - centre, moved);
                    running_mean.copy_(running_mean * (1 - _momentum) + centre.reshape(-1) * _momentum + moved);
                    return isSingle ? y.narrow(0, 0, 1) : y;
                }

                /// <summary>[B, T, F] with the statistics of real steps alone, which mask [B, T] says: as Keras 3 does.</summary>
                internal Sharp::torch.Tensor call(Sharp::torch.Tensor x, Sharp::torch.Tensor mask)
                {
                    if (!training)
                    {
                        return call(x);
                    }

                    using Sharp::DisposeScope scope = Sharp::torch.NewDisposeScope();
                    Sharp::torch.Tensor rows = x.to(running_mean.dtype).reshape(-1, x.shape[2]);
                    Sharp::torch.Tensor real = mask.reshape(-1, 1);
                    Sharp::torch.Tensor padding = real.logical_not();
                    Sharp::torch.Tensor any = real.any().to(rows.dtype); // without a real step the running statistics stay
                    Sharp::torch.Tensor count = real.to(rows.dtype).sum().clamp_min(1);
                    Sharp::torch.Tensor start = rows.detach().masked_fill(padding, double.NegativeInfinity).max(0, true).values.masked_fill(any.eq(0), 0.0);
                    Sharp::torch.Tensor mean = (rows - start).masked_fill(padding, 0.0).sum(0, true) / count;
                    Sharp::torch.Tensor centred = rows - start - mean;
                    Sharp::torch.Tensor variance = centred.masked_fill(padding, 0.0).pow(2).sum(0, true) / count;
                    Sharp::torch.Tensor y = centred * (variance + _epsilon).rsqrt() * weight.to(rows.dtype) + bias.to(rows.dtype);
                    Sharp::torch.Tensor unbiased = variance.detach().reshape(-1) * count / (count - 1).clamp_min(1);
                    running_mean.copy_(running_mean * (1 - any * _momentum) + (start + mean).detach().reshape(-1) * any * _momentum);
                    running_var.copy_(running_var * (1 - any * _momentum) + unbiased * any * _momentum);
                    return y.reshape(x.shape).to(x.dtype).MoveToOuterDisposeScope();
                }
            }
            """),
    ];
}
