using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops.WindowPool;

public sealed partial record WindowSizes
{
    /// <summary>The runtime's <c>WindowShape</c>.</summary>
    internal string Cpu => $"new({Literals.Int(Height)}, {Literals.Int(Width)}, Size: {Literals.Int(Size)}, Stride: {Literals.Int(Stride)}{Literals.Option("Padding", Padding, 0)})";
}
