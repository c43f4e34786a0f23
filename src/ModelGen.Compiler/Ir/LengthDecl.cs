namespace ModelGen.Compiler.Ir;

/// <summary>The length that windows make of a sequence's: a symbol in sizes, a method of the emitted model.</summary>
/// <param name="Method">The emitted method's name: <c>Steps1</c>.</param>
/// <param name="Base">The sequence's own length, which the method takes.</param>
/// <param name="From">The length before.</param>
/// <param name="Padding">At both ends together.</param>
/// <param name="Span">Steps from a window's first tap to its last.</param>
/// <param name="Layer">As messages call it.</param>
/// <param name="Extends">What is shorter than a window counts as zeros up to it: padded sequences.</param>
public sealed record LengthDecl(string Method, Symbol Base, Dim From, long Padding, long Span, long Stride, string Layer, bool Extends)
{
    public Symbol Symbol => new(SymbolKind.Length, $"{Method}({Base})");

    public Dim Size => Dim.Of(Symbol);

    public long Of(long length) => Windows.Count(length, Padding, Span, Stride);
}
