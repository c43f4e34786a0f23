using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler;

/// <summary>A block that asks for sizes is used with inputs of types for which it was not read yet.</summary>
/// <param name="Block">The block's key.</param>
/// <param name="Types">Of its inputs.</param>
public sealed record MissingVariant(string Block, IReadOnlyList<TensorType> Types)
{
    public string Key { get; } = Of(Types);

    internal static string Of(IEnumerable<TensorType> types) => string.Join("|", types.Select(type => $"{type} {type.ExampleText}"));
}
