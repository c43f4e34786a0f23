using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reshape;

public sealed partial class ReshapeOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        IEnumerable<string> sizes = Type.Axes.Select(axis => axis.Role switch
        {
            AxisRole.Batch => "-1",
            AxisRole.Time when !axis.Size.IsConstant => torch.Forward.Time(node.Input(0)),
            _ when !axis.Size.IsConstant => $"{x}.shape[{System.Linq.Enumerable.ToList(node.Input(0).Type.Axes).FindIndex(own => own.Size.Equals(axis.Size))}]",
            _ => axis.Size.ToString(),
        });
        torch.Forward.Assign(node.Output, $"{x}.reshape({(Type.Axes.Count == 0 ? "global::System.Array.Empty<long>()" : string.Join(", ", sizes))})");
    }
}
