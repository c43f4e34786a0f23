using System;
using System.Collections.Generic;
using System.Linq;
using static ModelGen.Compiler.Emit.Ilgpu.Kernels.TensorText;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The PTX of the gradient of 16-bit attention, unrolled for a head size. A warp has sixteen rows: queries, beside a tile of keys and values, or keys, beside a tile of queries and of the
/// output's gradients. A thread's registers: q and g, fragments of its rows of both operands; s, scores, then probabilities; p, the gradients of probabilities, then of scores; o and u, sums.
/// </summary>
/// <param name="tile">Rows of the other side's tile.</param>
/// <param name="ownsKeys">Rows are keys: there are sums for keys (o) and for values (u); otherwise for queries alone (o).</param>
internal sealed class TensorAttentionGradientText(int size, int tile, bool ownsKeys)
{
    private const string MinusInfinity = "0fFF800000";

    // Heads are padded with zeros to whole steps of 16.
    private readonly int _steps = (size + 15) / 16;

    private int Parts => tile / 8;

    private int OutputParts => _steps * 2;

    /// <summary>Bytes between rows in shared memory: an odd number of 16-byte chunks, so that eight rows lie in different banks.</summary>
    public int Stride => (_steps * 32) + 16;

    public int TileBytes => tile * Stride;

    // log2 e / √size: scores as powers of two.
    private string Scale => Bits(1.4426950408889634 / Math.Sqrt(size));

    private string[] Sums => ownsKeys ? ["o", "u"] : ["o"];

    public IEnumerable<string> Begin()
    {
        yield return $".reg .b32 q<{Literals.Int(_steps * 4)}>; .reg .b32 g<{Literals.Int(_steps * 4)}>;";
        yield return $".reg .f32 s<{Literals.Int(Parts * 4)}>; .reg .f32 p<{Literals.Int(Parts * 4)}>;";
        yield return ".reg .b32 f<4>; .reg .b32 w<4>; .reg .f32 log<2>; .reg .f32 delta<2>;";
        yield return ".reg .b32 tiles, place, at; .reg .b64 far, near; .reg .pred no;";
        yield return $".shared .align 128 .b8 memory[{Literals.Int(4 * TileBytes)}];";
        yield return "mov.u32 tiles, memory;";
        foreach (string name in Sums)
        {
            yield return $".reg .f32 {name}<{Literals.Int(OutputParts * 4)}>;";
            foreach (string line in Each(OutputParts * 4, n => $"mov.f32 {name}{n}, 0f00000000;"))
            {
                yield return line;
            }
        }
    }

    /// <summary>Fragments of two rows. %0, %1: this thread's places in them.</summary>
    /// <param name="name">q or g.</param>
    public IEnumerable<string> Rows(string name)
    {
        for (int n = 0; n < _steps * 4; n++)
        {
            int column = (n / 4 * 16) + (n % 4 / 2 * 8);
            yield return column < size ? $"ld.global.b32 {name}{Literals.Int(n)}, [%{Literals.Int(n % 2)}+{Literals.Int(column * 2)}];" : $"mov.b32 {name}{Literals.Int(n)}, 0;";
        }
    }

    /// <summary>The log-sum-exp and Σ do · o of two queries. %0 to %3: their addresses.</summary>
    public IEnumerable<string> RowSums() =>
    [
        "ld.global.f32 log0, [%0]; ld.global.f32 log1, [%1]; ld.global.f32 delta0, [%2]; ld.global.f32 delta1, [%3];",
        $"mul.f32 log0, log0, {Bits(-1.4426950408889634)}; mul.f32 log1, log1, {Bits(-1.4426950408889634)};",
    ];

    /// <summary>s = q · tileᵀ, or p = g · tileᵀ. %0: this thread's offset of a row of the tile in shared memory.</summary>
    public IEnumerable<string> Product(bool brain, string result, string rows)
    {
        yield return "add.u32 place, tiles, %0;";
        foreach (string line in Each(Parts * 4, n => $"mov.f32 {result}{n}, 0f00000000;"))
        {
            yield return line;
        }

        for (int step = 0; step < _steps; step++)
        {
            for (int part = 0; part < Parts; part += 2)
            {
                yield return $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {{f0,f1,f2,f3}}, [place+{Literals.Int((part * 8 * Stride) + (step * 32))}];";
                yield return Multiply(brain, result, part, rows, step, 0);
                yield return Multiply(brain, result, part + 1, rows, step, 2);
            }
        }
    }

    /// <summary>Scores of columns outside of what a row sees are minus infinity. %0, %1: each row's limit, less the thread's first column; %2: the last column, likewise.</summary>
    public IEnumerable<string> Limit(bool causal)
    {
        for (int n = 0; n < Parts * 4; n++)
        {
            string column = Literals.Int((n / 4 * 8) + (n % 2)), row = Literals.Int(n / 2 % 2);
            string hide = $"@no mov.f32 s{Literals.Int(n)}, {MinusInfinity};";

            // A query sees keys up to its own position; a key is seen by queries from its own on.
            string limit = causal ? $"setp.{(ownsKeys ? "gt" : "lt")}.s32 no, %{row}, {column}; {hide} " : "";
            yield return $"{limit}setp.lt.s32 no, %2, {column}; {hide}";
        }
    }

    /// <summary>Scores of padding are minus infinity. Rows that are queries: %0: the mask of this example; %1: the thread's first key; %2: the last key. Rows that are keys: %0, %1: the places of their masks; %2: 0.</summary>
    public IEnumerable<string> Hide()
    {
        for (int row = 0; ownsKeys && row < 2; row++)
        {
            yield return $"ld.global.f32 delta0, [%{Literals.Int(row)}]; setp.eq.f32 no, delta0, 0f00000000;";
            foreach (string line in Each(Enumerable.Range(0, Parts * 4).Where(n => n / 2 % 2 == row), n => $"@no mov.f32 s{n}, {MinusInfinity};"))
            {
                yield return line;
            }
        }

        for (int column = 0; !ownsKeys && column < Parts * 2; column++)
        {
            int first = (column / 2 * 4) + (column % 2);
            yield return $"add.s32 at, %1, {Literals.Int((column / 2 * 8) + (column % 2))}; min.s32 at, at, %2; mul.wide.s32 far, at, 4; add.s64 far, far, %0;";
            yield return $"ld.global.b32 at, [far]; setp.eq.s32 no, at, 0; @no mov.f32 s{Literals.Int(first)}, {MinusInfinity}; @no mov.f32 s{Literals.Int(first + 2)}, {MinusInfinity};";
        }
    }

    /// <summary>s becomes the probabilities, p the gradients of scores. Rows that are keys: %0, %1: the sums of this head's queries, as <see cref="RowSums"/>; %2: the thread's first query; %3: the last query.</summary>
    public IEnumerable<string> Slopes()
    {
        for (int column = 0; column < Parts * 2; column++)
        {
            int first = (column / 2 * 4) + (column % 2);
            if (ownsKeys)
            {
                yield return $"add.s32 at, %2, {Literals.Int((column / 2 * 8) + (column % 2))}; min.s32 at, at, %3; mul.wide.s32 far, at, 4; add.s64 near, far, %1; add.s64 far, far, %0;";
                yield return $"ld.global.f32 log0, [far]; ld.global.f32 delta0, [near]; mul.f32 log0, log0, {Bits(-1.4426950408889634)};";
            }

            foreach (int row in new[] { 0, 1 })
            {
                string n = Literals.Int(first + (2 * row)), r = Literals.Int(ownsKeys ? 0 : row);
                yield return $"fma.rn.f32 s{n}, s{n}, {Scale}, log{r}; ex2.approx.ftz.f32 s{n}, s{n}; sub.f32 p{n}, p{n}, delta{r}; mul.f32 p{n}, p{n}, s{n};";
            }
        }
    }

    /// <summary>sums += weights · tile. %0: this thread's offset of a row of the tile in shared memory.</summary>
    /// <param name="weights">s or p.</param>
    public IEnumerable<string> Mix(bool brain, string sums, string weights)
    {
        yield return "add.u32 place, tiles, %0;";
        for (int step = 0; step < Parts / 2; step++)
        {
            for (int part = 0; part < 4; part++)
            {
                int first = (step * 8) + (part * 2);
                yield return $"cvt.rn.{TensorText.Type(brain)}x2.f32 w{Literals.Int(part)}, {weights}{Literals.Int(first + 1)}, {weights}{Literals.Int(first)};";
            }

            for (int part = 0; part < OutputParts; part += 2)
            {
                yield return $"ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {{f0,f1,f2,f3}}, [place+{Literals.Int((step * 16 * Stride) + (part * 16))}];";
                yield return Multiply(brain, sums, part, "w", 0, 0);
                yield return Multiply(brain, sums, part + 1, "w", 0, 2);
            }
        }
    }

    /// <summary>One of two rows goes to memory in 32 bits. %0: this thread's place in it; %1: its factor.</summary>
    public IEnumerable<string> Store(string sums, int row)
    {
        for (int part = 0; part < size / 8; part++)
        {
            string left = sums + Literals.Int((part * 4) + (row * 2)), right = sums + Literals.Int((part * 4) + (row * 2) + 1);
            yield return $"mul.f32 {left}, {left}, %1; mul.f32 {right}, {right}, %1; st.global.v2.f32 [%0+{Literals.Int(part * 32)}], {{{left},{right}}};";
        }
    }
}
