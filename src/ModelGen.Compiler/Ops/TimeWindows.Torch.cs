using System;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

public sealed partial record TimeWindows
{
    /// <summary>The sequences of a node's first input without their padding, and which windows they have.</summary>
    /// <param name="mask">The node's input that is the mask.</param>
    internal string Alone(TorchStatements torch, Node node, int mask)
    {
        string real = torch.Forward.Use(node.Input(mask));
        return $"{torch.Helper("Alone")}({torch.X(node)}, {real}, {Real(torch, real)}, {Literals.Int(Math.Max(Span - Padding - EndPadding, 0))})";
    }

    /// <summary>The windows that sequences have alone, by their mask.</summary>
    internal string Real(TorchStatements torch, string mask) => $"{torch.Helper("RealWindows")}({mask}, {TorchText.Arguments(Span, Stride, Padding + EndPadding)})";
}
