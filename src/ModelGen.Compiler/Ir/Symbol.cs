namespace ModelGen.Compiler.Ir;

/// <summary>A size that is known when the code runs.</summary>
/// <param name="Name">Its text in emitted code, unique within a model.</param>
public sealed record Symbol(SymbolKind Kind, string Name)
{
    public static Symbol Batch { get; } = new(SymbolKind.Batch, "B");

    /// <summary>The length of a model's sequence.</summary>
    public static Symbol Length { get; } = new(SymbolKind.Length, "T");

    /// <summary>What every value of it is a multiple of: a frame is made of whole cache lines of 16 floats.</summary>
    public int Multiple => Kind == SymbolKind.Frame ? 16 : 1;

    public override string ToString() => Name;
}

public enum SymbolKind
{
    Batch,

    /// <summary>A sequence's length, or what windows make of one.</summary>
    Length,

    /// <summary>A named axis whose length a call brings.</summary>
    Axis,

    /// <summary>What a called block saves between the passes.</summary>
    Frame,
}
