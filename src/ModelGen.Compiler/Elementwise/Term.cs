using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Elementwise;

/// <summary>One step of an <see cref="Expression"/>: an input, a constant, or a function of earlier steps.</summary>
/// <param name="Function">Null for an input or a constant.</param>
/// <param name="Arguments">Indices of earlier terms.</param>
/// <param name="Input">Which input; -1 for what is none.</param>
public sealed record Term(Function? Function, EquatableArray<int> Arguments, double Constant = 0, int Input = -1)
{
    public bool IsConstant => Function is null && Input < 0;
}
