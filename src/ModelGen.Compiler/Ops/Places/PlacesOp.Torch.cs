using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Places;

public sealed partial class PlacesOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string[] sizes = [.. Type.Axes.Select(each => each.Size.IsConstant ? Literals.Int(each.Size.Constant) : $"{x}.shape[{Literals.Int(From(node.Input(0).Type, each))}]")];
        string column = string.Concat(Enumerable.Repeat(", 1", Type.Axes.Count - 1 - Axis));
        torch.Forward.Assign(node.Output, $"Sharp::torch.arange({sizes[Axis]}, dtype: Sharp::torch.ScalarType.Float32, device: {x}.device).reshape(-1{column}).expand({string.Join(", ", sizes)})");
    }
}
