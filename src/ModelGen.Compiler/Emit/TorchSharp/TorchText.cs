using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Pieces of text that the statements and modules of several ops have.</summary>
internal static class TorchText
{
    public const string Functional = "Sharp::torch.nn.functional.";

    /// <summary>What creates a module of the library.</summary>
    public const string Nn = "Sharp::torch.nn.";

    /// <summary>Types of modules.</summary>
    public const string Modules = "Sharp::Modules.";

    /// <summary>The type of a tensor that a class trains itself.</summary>
    public const string Parameter = Modules + "Parameter";

    /// <summary>The last arguments of every module.</summary>
    public const string Place = "device: device, dtype: dtype)";

    public static string Longs(params long[] values) => $"new long[] {{ {Arguments(values)} }}";

    public static string Arguments(params long[] values) => string.Join(", ", values.Select(Literals.Int));

    /// <summary>A C# literal of type double.</summary>
    public static string Double(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>What locals of a packed value's pieces are called.</summary>
    public static string[] PieceNames(int count) => count == 3 ? ["q", "k", "v"] : ["gate", "up"];

    /// <summary>Rows of a table by their numbers.</summary>
    public static TorchLeaf Embedding(long rows, ParameterDecl table) =>
        new(Modules + "Embedding", $"{Nn}Embedding({Literals.Int(rows)}, {Literals.Int(table.Sizes[1])}, {Place}");

    /// <summary>Positional, because the names of these arguments are not the same in all versions; the last ones only where they are not the defaults.</summary>
    public static string Window(long kernel, long stride, long padding, long last, long otherwise = 1)
    {
        long[] all = [kernel, stride, padding, last];
        int count = last != otherwise ? 4 : padding != 0 ? 3 : stride != 1 ? 2 : 1;
        return Arguments([.. all.Take(count)]);
    }

    public static string Groups(long groups) => groups == 1 ? "" : $"groups: {Literals.Int(groups)}, ";

    public static string Bias(Node node) => node.Has(2) ? "" : "bias: false, ";
}
