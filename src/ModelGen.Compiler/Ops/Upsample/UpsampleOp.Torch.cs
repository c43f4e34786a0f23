using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Upsample;

public sealed partial class UpsampleOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        TensorType y = node.Output.Type;
        torch.Forward.Assign(node.Output, $"{TorchText.Functional}interpolate({torch.X(node)}, {TorchText.Longs(y.Axes[2].Size.Constant, y.Axes[3].Size.Constant)})");
    }
}
