using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Constant;

public sealed partial class ConstantOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(
        node.Output,
        $"Sharp::torch.tensor(new float[] {{ {string.Join(", ", Values.Select(Literals.Float))} }}, device: {torch.X(node)}.device).reshape({(Type.Axes.Count == 0 ? "global::System.Array.Empty<long>()" : string.Join(", ", Type.Axes.Select(axis => axis.Size)))})");
}
