using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit;

/// <summary>An input, output or target as public members have it.</summary>
/// <param name="Name">As the user calls it; parameters begin with a small letter.</param>
/// <param name="Element">C# element type.</param>
/// <param name="Type">Null after an error.</param>
/// <param name="Shape">The attribute that tells the analyzer the shape.</param>
internal sealed record SurfaceTensor(string Name, string Element, TensorType? Type, string Shape = "")
{
    /// <summary>What documentation says behind the shape.</summary>
    public string Note { get; init; } = "";

    public string Parameter => CSharpNames.Camel(Name);

    /// <summary>The property of a batch, which has members of its own.</summary>
    public string Property => CSharpNames.Pascal(Name) is var name && name is "Examples" or "Batch" or "Resize" or "Swap" or "Take" or "Equals" or "GetType" or "GetHashCode" or "ToString" ? name + "Tensor" : CSharpNames.Pascal(Name);

    /// <summary>The parameter that holds its gradient.</summary>
    public string Gradient => Parameter + "Gradient";

    /// <summary>The method that checks an input and gives its values.</summary>
    public string Reader => "Read" + CSharpNames.Pascal(Name);

    public bool HasGradient => Element == "float";

    public string ReadOnly => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Element}>";

    /// <summary>The type as a cref says it.</summary>
    public string Xml => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan{{{Element}}}";

    /// <summary>The shape as documentation says it.</summary>
    public string Expected => Type is null ? "" : Literals.Xml(Surface.Expected(Type)) + Note;
}
