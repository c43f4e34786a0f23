using System.Collections.Generic;
using System.Linq;
using static ModelGen.Compiler.Emit.Ilgpu.Kernels.TensorText;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// The PTX of 16-bit attention, unrolled for a head size. A thread's registers, for each sixteen of its warp's queries: q, their fragments; s, two rows of a tile's scores, then of
/// weights; o, two rows of outputs; for each row the greatest score and the sum of weights.
/// </summary>
/// <param name="groups">How many times sixteen queries a warp has.</param>
/// <param name="tile">Keys of a tile.</param>
internal sealed class TensorAttentionText(int size, int groups, int tile)
{
    private const string MinusInfinity = "0fFF800000";

    private int KeyParts => tile / 8;

    // Heads are padded with zeros to whole steps of 16.
    private readonly int _steps = (size + 15) / 16;

    // Bytes between rows in shared memory: an odd number of 16-byte chunks, so that eight rows lie in different banks.
    public int Stride => (_steps * 32) + 16;

    public int TileBytes => tile * Stride;

    public int Steps => _steps;

    /// <summary>Rows of queries of a thread, eight apart.</summary>
    public int Rows => 2 * groups;

    private int OutputParts => _steps * 2;

    public IEnumerable<string> Begin()
    {
        yield return $".reg .b32 q<{Literals.Int(groups * _steps * 4)}>;";
        yield return $".reg .f32 s<{Literals.Int(groups * KeyParts * 4)}>;";
        yield return $".reg .f32 o<{Literals.Int(groups * OutputParts * 4)}>;";
        yield return ".reg .b32 f<4>;";
        yield return $".reg .b32 w<{Literals.Int(groups * 4)}>;";
        foreach (string name in new[] { "most", "sum", "base", "shrink", "t" })
        {
            yield return $".reg .f32 {name}<{Literals.Int(Rows)}>;";
        }

        yield return ".reg .b32 tiles, place, packed, at;";
        yield return ".reg .b64 far;";
        yield return ".reg .pred no;";
        yield return $".shared .align 128 .b8 memory[{Literals.Int(2 * TileBytes)}];";
        yield return "mov.u32 tiles, memory;";
        foreach (string line in Each(groups * OutputParts * 4, n => $"mov.f32 o{n}, 0f00000000;"))
        {
            yield return line;
        }

        foreach (string line in Each(Enumerable.Range(0, Rows), n => $"mov.f32 most{n}, {MinusInfinity}; mov.f32 sum{n}, 0f00000000;", 2))
        {
            yield return line;
        }
    }

    /// <summary>One argument a row: this thread's place in it.</summary>
    public IEnumerable<string> Query()
    {
        for (int step = 0; step < groups * _steps; step++)
        {
            for (int part = 0; part < 4; part++)
            {
                int column = (step % _steps * 16) + (part / 2 * 8);
                string register = "q" + Literals.Int((step * 4) + part);
                string place = Literals.Int((step / _steps * 2) + (part % 2));
                yield return column < size ? $"ld.global.b32 {register}, [%{place}+{Literals.Int(column * 2)}];" : $"mov.b32 {register}, 0;";
            }
        }
    }

    /// <summary>s = q · kᵀ. %0: this thread's offset of a row of keys in shared memory.</summary>
    public IEnumerable<string> Scores(bool brain)
    {
        yield return "add.u32 place, tiles, %0;";
        foreach (string line in Each(groups * KeyParts * 4, n => $"mov.f32 s{n}, 0f00000000;"))
        {
            yield return line;
        }

        for (int step = 0; step < _steps; step++)
        {
            for (int part = 0; part < KeyParts; part += 2)
            {
                yield return $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {{f0,f1,f2,f3}}, [place+{Literals.Int((part * 8 * Stride) + (step * 32))}];";
                for (int group = 0; group < groups; group++)
                {
                    yield return Multiply(brain, "s", (group * KeyParts) + part, "q", (group * _steps) + step, 0);
                    yield return Multiply(brain, "s", (group * KeyParts) + part + 1, "q", (group * _steps) + step, 2);
                }
            }
        }
    }

    /// <summary>Scores right of a limit are minus infinity. One argument a row: the last column of the tile that it sees, less the thread's own first.</summary>
    public IEnumerable<string> Limit()
    {
        for (int n = 0; n < groups * KeyParts * 4; n++)
        {
            int column = (n / 4 % KeyParts * 8) + (n % 2);
            yield return $"setp.lt.s32 no, %{Literals.Int(RowOf(n, KeyParts))}, {Literals.Int(column)}; @no mov.f32 s{Literals.Int(n)}, {MinusInfinity};";
        }
    }

    /// <summary>Scores of padding are minus infinity. %0: the mask of this example; %1: the thread's first key; %2: the last key.</summary>
    public IEnumerable<string> Hide()
    {
        for (int part = 0; part < KeyParts; part++)
        {
            for (int right = 0; right < 2; right++)
            {
                int first = (part * 4) + right;
                yield return $"add.s32 at, %1, {Literals.Int((part * 8) + right)}; min.s32 at, at, %2; mul.wide.s32 far, at, 4; add.s64 far, far, %0;";
                yield return "ld.global.f32 t0, [far]; setp.eq.f32 no, t0, 0f00000000;";
                yield return string.Join(" ", Enumerable.Range(0, Rows).Select(row => $"@no mov.f32 s{Literals.Int((row / 2 * KeyParts * 4) + first + (row % 2 * 2))}, {MinusInfinity};"));
            }
        }
    }

    /// <summary>Weights of this tile against the greatest score so far; what was summed before shrinks accordingly.</summary>
    public IEnumerable<string> Softmax()
    {
        string scale = Bits(1.4426950408889634 / System.Math.Sqrt(size));
        for (int row = 0; row < Rows; row++)
        {
            string r = Literals.Int(row);
            int[] own = Own(row, KeyParts);
            yield return $"max.f32 base{r}, s{Literals.Int(own[0])}, s{Literals.Int(own[1])};";
            foreach (string line in Each(own.Skip(2), n => $"max.f32 base{r}, base{r}, s{n};"))
            {
                yield return line;
            }

            // The four threads of a row.
            foreach (int other in new[] { 1, 2 })
            {
                yield return $"shfl.sync.bfly.b32 t{r}, base{r}, {Literals.Int(other)}, 31, -1; max.f32 base{r}, base{r}, t{r};";
            }

            // A row that has seen no key yet: against 0, so that all its weights are 0 and none is not a number.
            yield return $"max.f32 t{r}, most{r}, base{r}; setp.eq.f32 no, t{r}, {MinusInfinity}; selp.f32 base{r}, 0f00000000, t{r}, no;";
            yield return $"mul.f32 base{r}, base{r}, {scale}; neg.f32 base{r}, base{r};";
            yield return $"fma.rn.f32 shrink{r}, most{r}, {scale}, base{r}; ex2.approx.ftz.f32 shrink{r}, shrink{r};";
            yield return $"mov.f32 most{r}, t{r}; mul.f32 sum{r}, sum{r}, shrink{r};";
            foreach (string line in Each(own, n => $"fma.rn.f32 s{n}, s{n}, {scale}, base{r}; ex2.approx.ftz.f32 s{n}, s{n}; add.f32 sum{r}, sum{r}, s{n};", 1))
            {
                yield return line;
            }

            foreach (string line in Each(Own(row, OutputParts), n => $"mul.f32 o{n}, o{n}, shrink{r};"))
            {
                yield return line;
            }
        }
    }

    /// <summary>o += weights · v. %0: this thread's offset of a row of values in shared memory.</summary>
    public IEnumerable<string> Mix(bool brain)
    {
        yield return "add.u32 place, tiles, %0;";
        for (int step = 0; step < KeyParts / 2; step++)
        {
            for (int part = 0; part < groups * 4; part++)
            {
                int first = (part / 4 * KeyParts * 4) + (step * 8) + (part % 4 * 2);
                yield return $"cvt.rn.{Type(brain)}x2.f32 w{Literals.Int(part)}, s{Literals.Int(first + 1)}, s{Literals.Int(first)};";
            }

            for (int part = 0; part < OutputParts; part += 2)
            {
                yield return $"ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {{f0,f1,f2,f3}}, [place+{Literals.Int((step * 16 * Stride) + (part * 16))}];";
                for (int group = 0; group < groups; group++)
                {
                    yield return Multiply(brain, "o", (group * OutputParts) + part, "w", group, 0);
                    yield return Multiply(brain, "o", (group * OutputParts) + part + 1, "w", group, 2);
                }
            }
        }
    }

    /// <summary>o divided by the sum of weights; 0 where no key was seen. base becomes the row's log-sum-exp.</summary>
    public IEnumerable<string> Finish(bool keepsSum)
    {
        for (int row = 0; row < Rows; row++)
        {
            string r = Literals.Int(row);
            foreach (int other in new[] { 1, 2 })
            {
                yield return $"shfl.sync.bfly.b32 t{r}, sum{r}, {Literals.Int(other)}, 31, -1; add.f32 sum{r}, sum{r}, t{r};";
            }

            if (keepsSum)
            {
                // ln 2 · lg2 of the sum, and what was taken off the scores; 0 where no key was seen: it is read beside scores of minus infinity.
                yield return $"lg2.approx.f32 base{r}, sum{r}; mul.f32 base{r}, base{r}, {Bits(System.Math.Log(2))}; fma.rn.f32 base{r}, most{r}, {Bits(1 / System.Math.Sqrt(size))}, base{r};";
            }

            yield return $"setp.eq.f32 no, sum{r}, 0f00000000; rcp.approx.ftz.f32 t{r}, sum{r}; selp.f32 t{r}, 0f00000000, t{r}, no;";
            if (keepsSum)
            {
                yield return $"selp.f32 base{r}, 0f00000000, base{r}, no;";
            }

            foreach (string line in Each(Own(row, OutputParts), n => $"mul.f32 o{n}, o{n}, t{r};"))
            {
                yield return line;
            }
        }
    }

    /// <summary>A row's log-sum-exp goes to memory. %0: its place.</summary>
    public IEnumerable<string> StoreSum(int row) => [$"st.global.f32 [%0], base{Literals.Int(row)};"];

    /// <summary>One of the rows goes to memory in 32 bits. %0: this thread's place in it.</summary>
    public IEnumerable<string> StoreWide(int row)
    {
        for (int part = 0; part < size / 8; part++)
        {
            int first = (row / 2 * OutputParts * 4) + (part * 4) + (row % 2 * 2);
            yield return $"st.global.v2.f32 [%0+{Literals.Int(part * 32)}], {{o{Literals.Int(first)},o{Literals.Int(first + 1)}}};";
        }
    }

    /// <summary>One of the rows goes to memory in 16 bits. %0: this thread's place in it.</summary>
    public IEnumerable<string> Store(bool brain, int row)
    {
        for (int part = 0; part < size / 8; part++)
        {
            int first = (row / 2 * OutputParts * 4) + (part * 4) + (row % 2 * 2);
            yield return $"cvt.rn.{Type(brain)}x2.f32 packed, o{Literals.Int(first + 1)}, o{Literals.Int(first)}; st.global.b32 [%0+{Literals.Int(part * 16)}], packed;";
        }
    }

    // The registers of one row among groups of so many parts, four registers each.
    private static int[] Own(int row, int parts) => [.. Enumerable.Range(row / 2 * parts * 4, parts * 4).Where(n => RowOf(n, parts) == row)];

    private static int RowOf(int register, int parts) => (register / (parts * 4) * 2) + (register / 2 % 2);
}
