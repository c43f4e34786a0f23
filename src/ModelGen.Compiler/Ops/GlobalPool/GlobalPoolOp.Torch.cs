using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GlobalPool;

public sealed partial class GlobalPoolOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string kind = IsMax ? "Max" : "Mean";
        torch.Forward.Assign(node.Output, (node.Input(0).Type.IsImage, node.Has(1)) switch
        {
            (true, _) => IsMax ? $"{x}.flatten(2).max(-1).values" : $"{x}.mean(new long[] {{ 2, 3 }})",
            (_, true) => $"{torch.Helper(kind + "OverTime")}({x}, {torch.Forward.Use(node.Input(1))})",
            _ => IsMax ? $"{x}.max(1).values" : $"{x}.mean(new long[] {{ 1 }})",
        });
    }
}
