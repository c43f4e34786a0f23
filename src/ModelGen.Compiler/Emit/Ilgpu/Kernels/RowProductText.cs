using System;
using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Step;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The body of a product of one row of whole vectors. Reading the weight is what it costs, and a read takes longer than all the arithmetic: so the weight's first vectors are
/// asked for before anything else, and row, gain and shift are read once, all of their vectors together. ILGPU unrolls no loop, so the text is unrolled here.
/// </summary>
/// <param name="isNarrow">The weight has 16 bits; <c>brain</c> says which.</param>
internal sealed class RowProductText(RowProductKernel kernel, bool isNarrow)
{
    private const int Threads = RowProductKernel.Threads;
    private const int Lanes = RowProductKernel.Lanes;

    // Vectors of the weight that a thread holds while the row is prepared, and that it reads together afterwards.
    private const int Held = 8;
    private const int Together = 4;

    private readonly string[] _matrices = kernel.IsGated ? ["sum", "other"] : ["sum"];

    private long Vectors => kernel.In / 4;

    // Of the row of a weight: one of them is four numbers, or eight in 16 bits.
    private long Chunks => kernel.In / (isNarrow ? 8 : 4);

    private int Turns => (int)((Chunks + Lanes - 1) / Lanes);

    private int First => Math.Min(Turns, kernel.IsGated ? Held * 3 / 4 : Held);

    public void Write(CodeWriter code)
    {
        code.Line(isNarrow ? "Il::ArrayView<Gpu::Number16x8> weights = weight.Cast<Gpu::Number16x8>();" : "Il::ArrayView<Gpu::Float4> weights = weight.Cast<Gpu::Float4>();");
        code.Line("Il::ArrayView<Gpu::Float4> vectors = row.Cast<Gpu::Float4>();");
        code.Line("Il::ArrayView<Gpu::Float4> xs = x.Cast<Gpu::Float4>();");
        code.Line("int thread = Il::Group.IdxX;");
        code.Line($"int lane = thread % {Lanes};");
        code.Line($"int result = (Il::Grid.IdxX * {Threads / Lanes}) + (thread / {Lanes});");
        string last = Literals.Int(kernel.Results - 1);
        code.Line(kernel.Results % (Threads / Lanes) == 0 ? $"int from = (result * {Literals.Int(Chunks)}) + lane;" : $"int from = ((result < {last} ? result : {last}) * {Literals.Int(Chunks)}) + lane;");
        Read(code, 0, First, "");
        Stage(code);
        code.Line("Il::Group.Barrier();");
        foreach (string sum in _matrices)
        {
            code.Line($"float {sum} = 0;");
        }

        Add(code, 0, First, "");
        Rest(code);
    }

    // The turns that were not read ahead: a loop over as many as are read together, then what is left.
    private void Rest(CodeWriter code)
    {
        int whole = (Turns - First) / Together;
        // The last turn of all is guarded, so it is not one of a loop.
        if (whole > 0 && (Turns - First) % Together == 0 && Chunks % Lanes != 0)
        {
            whole--;
        }

        int done = First + (whole * Together);
        if (whole > 0)
        {
            using (code.Block($"for (int i = {First * Lanes}; i < {done * Lanes}; i += {Together * Lanes})"))
            {
                Read(code, 0, Together, " + i");
                Add(code, 0, Together, " + i");
            }

            code.Line();
        }

        if (done < Turns)
        {
            Read(code, done, Turns, "");
            Add(code, done, Turns, "");
        }
    }

    private void Read(CodeWriter code, int start, int end, string offset)
    {
        foreach (string sum in _matrices)
        {
            string other = sum == "sum" ? "" : $" + {Literals.Int(kernel.Results * Chunks)}";
            for (int turn = start; turn < end; turn++)
            {
                string value = $"weights[{At("from", offset, turn)}{other}]", name = Name(sum, turn, offset);
                if (IsGuarded(turn, offset))
                {
                    code.Line($"{(isNarrow ? "Gpu::Number16x8" : "Gpu::Float4")} {name} = default;");
                    using (code.Block($"if ({At("lane", offset, turn)} < {Literals.Int(Chunks)})"))
                    {
                        code.Line($"{name} = {value};");
                    }

                    code.Line();
                }
                else
                {
                    code.Line($"{(isNarrow ? "Gpu::Number16x8" : "Gpu::Float4")} {name} = {value};");
                }
            }
        }
    }

    private void Add(CodeWriter code, int start, int end, string offset)
    {
        for (int turn = start; turn < end; turn++)
        {
            string at = At("lane", offset, turn);
            if (IsGuarded(turn, offset))
            {
                using (code.Block($"if ({at} < {Literals.Int(Chunks)})"))
                {
                    AddOne(code, at, turn, offset);
                }

                code.Line();
            }
            else
            {
                AddOne(code, at, turn, offset);
            }
        }
    }

    private void AddOne(CodeWriter code, string at, int turn, string offset)
    {
        foreach (string sum in _matrices)
        {
            string name = Name(sum, turn, offset);
            code.Line(isNarrow ? $"{sum} = Gpu::Number16x8.Dot({name}, vectors[2 * ({at})], vectors[(2 * ({at})) + 1], brain, {sum});" : $"{sum} = Gpu::Float4.Dot(vectors[{at}], {name}, {sum});");
        }
    }

    private static string At(string start, string offset, int turn) => start + offset + (turn == 0 ? "" : $" + {turn * Lanes}");

    // In a loop, other names than before it.
    private static string Name(string sum, int turn, string offset) => $"{sum}{(offset.Length > 0 ? "Next" : "")}{Literals.Int(turn)}";

    private bool IsGuarded(int turn, string offset) => offset.Length == 0 && (turn + 1L) * Lanes > Chunks;

    // The row, through its norm where there is one, into shared memory.
    private void Stage(CodeWriter code)
    {
        int[] shares = [.. Enumerable.Range(0, (int)((Vectors + Threads - 1) / Threads))];
        RowNorm? norm = kernel.Norm;
        if (norm is not null)
        {
            code.Line("Il::ArrayView<Gpu::Float4> gains = gain.Cast<Gpu::Float4>();");
        }

        if (norm is { HasMean: true })
        {
            code.Line("Il::ArrayView<Gpu::Float4> shifts = shift.Cast<Gpu::Float4>();");
        }

        foreach (int share in shares)
        {
            string n = Literals.Int(share);
            code.Line($"Gpu::Float4 x{n} = default;");
            if (norm is not null)
            {
                code.Line($"Gpu::Float4 gain{n} = default;");
            }

            if (norm is { HasMean: true })
            {
                code.Line($"Gpu::Float4 shift{n} = default;");
            }

            Inside(code, share, at =>
            {
                code.Line($"x{n} = xs[{at}];");
                if (norm is not null)
                {
                    code.Line($"gain{n} = gains[{at}];");
                }

                if (norm is { HasMean: true })
                {
                    code.Line($"shift{n} = shifts[{at}];");
                }
            });
        }

        string k = Literals.Int(kernel.In);
        if (norm is { HasMean: true })
        {
            code.Line($"float mean = Gpu::GpuReduce.Sum(parts, {string.Join(" + ", shares.Select(share => $"Gpu::Float4.Sum(x{Literals.Int(share)})"))}) / {k};");
            foreach (int share in shares)
            {
                string n = Literals.Int(share);
                Inside(code, share, _ => code.Line($"x{n} = Gpu::Float4.Subtract(x{n}, mean);"));
            }
        }

        if (norm is not null)
        {
            string squares = shares.Aggregate("0f", (sum, share) => $"Gpu::Float4.Dot(x{Literals.Int(share)}, x{Literals.Int(share)}, {sum})");
            code.Line($"float squares = {squares};");
            code.Line($"float inverse = 1f / global::ILGPU.Algorithms.XMath.Sqrt((Gpu::GpuReduce.Sum(parts, squares) / {k}) + {Literals.Float(norm.Epsilon)});");
        }

        foreach (int share in shares)
        {
            string n = Literals.Int(share);
            string value = norm is null ? $"x{n}" : $"Gpu::Float4.Multiply(Gpu::Float4.Scale(inverse, x{n}), gain{n})";
            Inside(code, share, at => code.Line($"vectors[{at}] = {(norm is { HasMean: true } ? $"Gpu::Float4.Add({value}, shift{n})" : value)};"));
        }
    }

    // A vector of the row that this thread has; only the last ones may lie behind the end.
    private void Inside(CodeWriter code, int share, Action<string> write)
    {
        string at = share == 0 ? "thread" : $"thread + {share * Threads}";
        if ((share + 1L) * Threads <= Vectors)
        {
            write(at);
            return;
        }

        using (code.Block($"if ({at} < {Literals.Int(Vectors)})"))
        {
            write(at);
        }

        code.Line();
    }
}
