using System;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Elementwise;

public sealed partial class ElementwiseOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string[] inputs = [.. node.Inputs.Select(input => torch.Forward.Use(input!))];
        torch.Forward.Assign(node.Output, new ExpressionText(Expression, Template, TorchText.Double, i => inputs[i]).Whole);

        string Template(Function function) =>
            function != Functions.GeluTanh ? function.Torch is { Length: > 0 } text ? text : throw new InvalidOperationException($"The TorchSharp target does not know {function.Name}")
            : torch.Features.HasTanhGelu ? TorchText.Functional + "gelu({0}, Sharp::Modules.GELU.Approximate.tanh)"
            : torch.Helper("GeluTanh") + "({0})";
    }
}
