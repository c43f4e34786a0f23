using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit;

/// <summary>How many numbers a batch's outputs are, from the lengths of its input: metrics need the room.</summary>
internal static class OutputCountText
{
    /// <param name="owner">The interface that has the member.</param>
    public static void Write(CodeWriter code, LoweredModel model, string owner)
    {
        Axis[] input = [.. model.Inputs[0].Type.Axes];
        using (code.Block($"long {owner}.OutputCount(global::System.ReadOnlySpan<global::System.IntPtr> input)"))
        {
            // As the argument's axes have it: T = (int)input[1].
            code.Line($"int {string.Join(", ", model.Main.Symbols.Select(symbol => $"{symbol} = (int)input[{Literals.Int(input.ToList().FindIndex(axis => axis.Size.Equals(Dim.Of(symbol))))}]"))};");
            code.Line($"return (long){model.Main.Outputs[0].Type.Count};");
        }

        code.Line();
    }
}
