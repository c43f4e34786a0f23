using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Instructions of tensor cores as text, over registers that are named by a letter and a number.</summary>
internal static class TensorText
{
    public static string Type(bool brain) => brain ? "bf16" : "f16";

    public static string Multiply(bool brain, string sums, int part, string rows, int step, int columns)
    {
        string sum = string.Join(",", Enumerable.Range(part * 4, 4).Select(n => sums + Literals.Int(n)));
        string row = string.Join(",", Enumerable.Range(step * 4, 4).Select(n => rows + Literals.Int(n)));
        return $"mma.sync.aligned.m16n8k16.row.col.f32.{Type(brain)}.{Type(brain)}.f32 {{{sum}}}, {{{row}}}, {{f{Literals.Int(columns)},f{Literals.Int(columns + 1)}}}, {{{sum}}};";
    }

    public static IEnumerable<string> Each(int count, System.Func<string, string> line) => Each(Enumerable.Range(0, count), line);

    // Several instructions to a line.
    public static IEnumerable<string> Each(IEnumerable<int> numbers, System.Func<string, string> text, int perLine = 4)
    {
        string[] all = [.. numbers.Select(n => text(Literals.Int(n)))];
        for (int i = 0; i < all.Length; i += perLine)
        {
            yield return string.Join(" ", all.Skip(i).Take(perLine));
        }
    }

    public static string Bits(double value) => "0f" + System.BitConverter.ToInt32(System.BitConverter.GetBytes((float)value), 0).ToString("X8", System.Globalization.CultureInfo.InvariantCulture);
}
