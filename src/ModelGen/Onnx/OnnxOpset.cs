using System;

namespace ModelGen.Onnx;

/// <summary>Sets of operators, by their numbers in the default domain.</summary>
/// <remarks>https://onnx.ai/onnx/operators, versions of files: https://github.com/onnx/onnx/blob/main/docs/Versioning.md.</remarks>
internal static class OnnxOpset
{
    /// <summary>The first with LayerNormalization, and the one that is written by itself.</summary>
    public const int Oldest = 17, Newest = 21;

    /// <summary>The first whose Equal compares texts.</summary>
    public const int EqualTexts = 19;

    /// <summary>The oldest version of the file that may name the set.</summary>
    public static int IrVersion(int opset) => opset switch { 17 or 18 => 8, 19 or 20 => 9, _ => 10 };

    /// <summary>The first set that has an operator in the form that is written.</summary>
    /// <param name="inputs">How many it gets: arguments that were attributes became inputs, and the other way round.</param>
    public static int Since(string op, int inputs) => op switch
    {
        "GroupNormalization" => 21,
        "Gelu" => 20,
        "Mish" => 18,
        "Pad" when inputs > 3 => 18,
        "Split" when inputs == 1 => 18,
        _ when inputs > 1 && op is not "ReduceSum" && op.StartsWith("Reduce", StringComparison.Ordinal) => 18,
        _ => Oldest,
    };
}
