using System;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>What all emitted passes of one model have in common.</summary>
/// <param name="Symbols">The sizes that a call brings: B, and T where there is a sequence.</param>
/// <param name="Context">The sequence's largest length.</param>
internal sealed record PassFormat(EquatableArray<Symbol> Symbols, long Context, PassTarget Target)
{
    public static PassFormat Of(LoweredModel model, PassTarget target) => new(new([.. model.Main.Symbols]), (model.Decoded ?? model.Inputs[0]).Context, target)
    {
        LengthNames = new([.. model.Main.Symbols.Where(symbol => symbol.Kind != SymbolKind.Batch).Select(symbol => model.Inputs.First(input => input.Type.Axes.Any(axis => axis.Size.Symbols.Contains(symbol))).Name)]),
    };

    /// <summary>For each length that a call brings: the input that brings it.</summary>
    public EquatableArray<string> LengthNames { get; init; }

    /// <summary>The arguments that carry the dynamic sizes.</summary>
    public string Sizes { get; } = string.Join(", ", Symbols);

    public string SizeParameters => Declared(Target.Integer + " ");

    public string LongSizeParameters => Declared("long ");

    /// <summary>For a call that finds the sizes out.</summary>
    public string OutSizes => Declared("out int ");

    /// <summary>For the header of a file.</summary>
    public string Legend => string.Join(", ", Symbols.Select(symbol => symbol.Kind == SymbolKind.Batch ? $"{symbol} is the batch size" : $"{symbol} the {Owner(symbol)}"));

    private string Owner(Symbol symbol) => LengthNames.Count > 1 ? $"length of {LengthNames[Symbols.Where(other => other.Kind != SymbolKind.Batch).ToList().IndexOf(symbol)]}" : "sequence length";

    /// <summary>A declaration of all sizes: <c>(int B, int T) = (...);</c>.</summary>
    /// <param name="value">Where a size comes from.</param>
    public string Declare(Func<Symbol, string> value) => Symbols.Count == 1
        ? $"int {Sizes} = {value(Symbols[0])};"
        : $"({Declared("int ")}) = ({string.Join(", ", Symbols.Select(value))});";

    /// <summary>The sizes, each with text before it.</summary>
    public string Declared(string modifier) => string.Join(", ", Symbols.Select(symbol => modifier + symbol));

    /// <summary>The pass of one token of each of several texts.</summary>
    public const string Branch = "Branch";

    /// <summary>The pass works on a decoder's cache.</summary>
    public static bool IsDecoding(string pass) => pass is "Decode" or "Step" or Branch;

    public static string ParameterClass(Graph graph, bool isMain) => isMain ? "ParameterTree" : graph.Name + ReservedNames.ParametersSuffix;
}
