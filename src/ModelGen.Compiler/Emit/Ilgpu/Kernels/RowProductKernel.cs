using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.Ilgpu.Step;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A product of one row: the weight is read once, which is all that it costs. A warp's worth of threads makes one number. Each group holds the
/// row in shared memory and, where there is a norm, computes its statistic again: cheaper than a launch.
/// </summary>
internal sealed record RowProductKernel(long Out, long In, bool Bias, Activation Activation, RowNorm? Norm, bool IsGated, bool Adds) : IKernel
{
    public const int Threads = 128;
    public const int Lanes = 32;
    private const int LongestRow = 8192;

    public string Name =>
        $"Row{Literals.Int(Out)}x{Literals.Int(In)}{(Norm is null ? "" : (Norm.HasMean ? "LayerNorm" : "RmsNorm") + Literals.Float(Norm.Epsilon).Replace(".", "_").Replace("-", "_").Replace("f", ""))}"
        + $"{(Bias ? "Bias" : "")}{(Activation == Activation.None ? "" : Activation)}{(IsGated ? "Gated" : "")}{(Adds ? "Add" : "")}";

    /// <summary>Numbers of the result.</summary>
    public long Results => IsGated ? Out / 2 : Out;

    private bool IsAligned => In % 4 == 0;

    /// <summary>The views of the launcher and of the kernel.</summary>
    public IEnumerable<string> ViewNames
    {
        get
        {
            yield return "x";
            yield return "weight";
            if (Bias)
            {
                yield return "bias";
            }

            yield return "y";
            if (Adds)
            {
                yield return "residual";
            }

            if (Norm is not null)
            {
                yield return "gain";
            }

            if (Norm is { HasMean: true })
            {
                yield return "shift";
            }
        }
    }

    /// <summary>A row of this length fits shared memory.</summary>
    public static bool Stages(long length) => length <= LongestRow;

    /// <summary>Whether a weight in 16 bits can be read by whole chunks of eight.</summary>
    public bool CanNarrow => In % 8 == 0 && Stages(In);

    /// <summary>The launcher's grid and threads.</summary>
    public string Grid => $"({Literals.Int((Results + (Threads / Lanes) - 1) / (Threads / Lanes))}, 1, 1), {Threads}";

    public void Write(CodeWriter code)
    {
        string parameters = string.Join(", ", ViewNames.Select(view => $"Il::ArrayView<float> {view}"));
        string x = Norm is null ? "x" : "norm(x)", n = Literals.Int(Out), k = Literals.Int(In);
        string after = (Bias ? " + bias" : "") + (Activation == Activation.None ? "" : ", " + Activation) + (IsGated ? ", silu of the first half times the second" : "") + (Adds ? ", plus residual" : "");
        code.Line($"/// <summary>y [{Literals.Int(Results)}] = {x} [{k}] · weight [{n}, {k}]ᵀ{after}.</summary>");
        code.Line($"internal static void {Name}(Gpu::GpuDevice device, {parameters}) =>");
        code.Line($"    device.Launch({Name}Kernel, {Grid}, {string.Join(", ", ViewNames)});").Line();
        using (code.Block($"private static void {Name}Kernel({parameters})"))
        {
            Body(code, isNarrow: false);
        }
    }

    /// <param name="isNarrow">The weight has 16 bits; <c>brain</c> says which.</param>
    public void Body(CodeWriter code, bool isNarrow)
    {
        string results = Literals.Int(Results);
        bool stages = Stages(In);
        code.Line($"Il::ArrayView<float> parts = Il::SharedMemory.Allocate<float>({Threads});");
        if (IsGated)
        {
            code.Line($"Il::ArrayView<float> others = Il::SharedMemory.Allocate<float>({Threads});");
        }

        if (stages)
        {
            code.Line($"Il::ArrayView<float> row = Il::SharedMemory.Allocate<float>({Literals.Int((In + 3) / 4 * 4)});");
        }

        if (stages && IsAligned)
        {
            new RowProductText(this, isNarrow).Write(code);
        }
        else
        {
            Scalars(code, stages, results);
        }

        code.Line("parts[thread] = sum;");
        if (IsGated)
        {
            code.Line("others[thread] = other;");
        }

        code.Line("Il::Group.Barrier();");
        using (code.Block($"if (lane == 0 && result < {results})"))
        {
            code.Line("sum = Gpu::GpuReduce.SumOf32(parts, thread);");
            if (IsGated)
            {
                code.Line("other = Gpu::GpuReduce.SumOf32(others, thread);");
            }

            Finish(code, results);
        }
    }

    // A row that is not whole vectors, or too long for shared memory.
    private void Scalars(CodeWriter code, bool stages, string results)
    {
        string k = Literals.Int(In), row = stages ? "row" : "x";
        code.Line("int thread = Il::Group.IdxX;");
        if (stages)
        {
            Stage(code, k);
        }

        code.Line($"int lane = thread % {Lanes};");
        code.Line($"int result = (Il::Grid.IdxX * {Threads / Lanes}) + (thread / {Lanes});");
        code.Line("float sum = 0;");
        if (IsGated)
        {
            code.Line("float other = 0;");
        }

        using (code.Block($"if (result < {results})"))
        {
            using (code.Block($"for (int i = lane; i < {k}; i += {Lanes})"))
            {
                code.Line($"sum += {row}[i] * weight[(result * {k}) + i];");
                if (IsGated)
                {
                    code.Line($"other += {row}[i] * weight[((result + {results}) * {k}) + i];");
                }
            }
        }

        code.Line();
    }

    private void Stage(CodeWriter code, string k)
    {
        string loop = $"for (int i = thread; i < {k}; i += {Threads})";
        if (Norm is null)
        {
            using (code.Block(loop))
            {
                code.Line("row[i] = x[i];");
            }

            code.Line();
            code.Line("Il::Group.Barrier();");
            return;
        }

        if (Norm.HasMean)
        {
            code.Line("float total = 0;");
            using (code.Block(loop))
            {
                code.Line("total += x[i];");
            }

            code.Line();
            code.Line($"float mean = Gpu::GpuReduce.Sum(parts, total) / {k};");
        }

        code.Line("float squares = 0;");
        using (code.Block(loop))
        {
            code.Line(Norm.HasMean ? "float value = x[i] - mean;" : "float value = x[i];");
            code.Line("row[i] = value;");
            code.Line("squares += value * value;");
        }

        code.Line();
        code.Line($"float inverse = 1f / global::ILGPU.Algorithms.XMath.Sqrt((Gpu::GpuReduce.Sum(parts, squares) / {k}) + {Literals.Float(Norm.Epsilon)});");
        using (code.Block(loop))
        {
            code.Line($"row[i] = row[i] * inverse * gain[i]{(Norm.HasMean ? " + shift[i]" : "")};".Replace("= row[i] * inverse * gain[i] + shift[i]", "= (row[i] * inverse * gain[i]) + shift[i]"));
        }

        code.Line();
        code.Line("Il::Group.Barrier();");
    }

    private void Finish(CodeWriter code, string results)
    {
        if (Bias)
        {
            code.Line("sum += bias[result];");
            if (IsGated)
            {
                code.Line($"other += bias[result + {results}];");
            }
        }

        string value = IsGated ? "Gpu::GpuMath.Activate(Gpu::GpuMath.Silu, sum) * other"
            : Activation == Activation.None ? "sum"
            : $"Gpu::GpuMath.Activate(Gpu::GpuMath.{Activation}, sum)";
        code.Line($"y[result] = {value}{(Adds ? " + residual[result]" : "")};");
    }
}
