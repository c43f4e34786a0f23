using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial record HeadLayout
{
    internal string[] Cpu => ["heads: " + Literals.Int(Count), "kvHeads: " + Literals.Int(KeyValue), "size: " + Literals.Int(Size)];
}
