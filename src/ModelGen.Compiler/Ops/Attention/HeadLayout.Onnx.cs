using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial record HeadLayout
{
    /// <summary>Arguments of calls that divide a packed row.</summary>
    internal string[] Onnx => ["heads: " + Literals.Int(Count), "keyValue: " + Literals.Int(KeyValue), "size: " + Literals.Int(Size)];
}
