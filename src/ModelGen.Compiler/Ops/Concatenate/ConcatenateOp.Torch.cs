using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Concatenate;

public sealed partial class ConcatenateOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node) =>
        torch.Forward.Assign(node.Output, $"Sharp::torch.cat(new[] {{ {string.Join(", ", node.Inputs.Select(input => torch.Forward.Use(input!)))} }}, {Literals.Int(Axis)})");
}
