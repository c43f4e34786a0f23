using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial record HeadLayout
{
    /// <summary>What comments say of so many heads.</summary>
    internal string TorchShape(int heads) => $"[B, {Literals.Int(heads)}, T, {Literals.Int(Size)}]";
}
