using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial record HeadLayout
{
    /// <summary>Heads that no kernel has, as <see cref="Emit.Ilgpu.IIlgpuLimit"/> says it.</summary>
    internal (string Argument, string Fault)? IlgpuLimit
    {
        get
        {
            long fewest = (QueryWidth + AttentionText.LargestHead - 1) / AttentionText.LargestHead;
            return Size <= AttentionText.LargestHead ? null
                : ("Heads", $"cannot run heads of {Literals.Int(Size)} numbers: width {Literals.Int(QueryWidth)} needs at least {Literals.Int(fewest)} heads, not {Literals.Int(Count)}");
        }
    }
}
