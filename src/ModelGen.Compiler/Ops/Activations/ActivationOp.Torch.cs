using System;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Activations;

public sealed partial class ActivationOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        torch.Forward.Assign(node.Output, Activation switch
        {
            Activation.Relu => $"{x}.relu()",
            Activation.Gelu => $"{TorchText.Functional}gelu({x})",
            Activation.GeluTanh when torch.Features.HasTanhGelu => $"{TorchText.Functional}gelu({x}, Sharp::Modules.GELU.Approximate.tanh)",
            Activation.GeluTanh => $"{torch.Helper("GeluTanh")}({x})",
            Activation.Silu => $"{x}.silu()",
            Activation.Tanh => $"{x}.tanh()",
            Activation.Sigmoid => $"{x}.sigmoid()",
            Activation.Softplus => $"{TorchText.Functional}softplus({x})",
            _ => throw new InvalidOperationException($"The TorchSharp target does not know {Activation}"),
        });
    }
}
