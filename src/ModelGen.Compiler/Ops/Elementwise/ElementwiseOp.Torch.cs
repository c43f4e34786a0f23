using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Elementwise;

public sealed partial class ElementwiseOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string[] inputs = [.. node.Inputs.Select(input => torch.Forward.Use(input!) + string.Concat(Missing(input!.Type, node.Output.Type).Select(axis => $".unsqueeze({axis})")))];
        string text = new ExpressionText(Expression, Template, TorchText.Double, i => inputs[i], value => $"Sharp::torch.tensor({TorchText.Double(value)})").Whole;

        // Of two constants libtorch chooses in double precision.
        bool isDouble = node.Output.Type.DType == DType.F32 && Expression.Terms.Any(term => term.Function == Functions.Where && term.Arguments.Skip(1).All(argument => Expression.Terms[argument].IsConstant));
        int number = node.Inputs.ToList().FindIndex(input => input!.Type.DType == DType.F32);
        string type = number >= 0 ? inputs[number] + ".dtype" : "Sharp::torch.ScalarType.Float32";
        torch.Forward.Assign(node.Output, isDouble ? $"({text}).to({type})" : text);

        string Template(Function function) =>
            function != Functions.GeluTanh ? function.Torch is { Length: > 0 } text ? text : throw new InvalidOperationException($"The TorchSharp target does not know {function.Name}")
            : torch.Features.HasTanhGelu ? TorchText.Functional + "gelu({0}, Sharp::Modules.GELU.Approximate.tanh)"
            : torch.Helper("GeluTanh") + "({0})";
    }

    /// <summary>Where an operand needs axes of size 1, one after another, so that libraries that align the last axes see what is meant. Axes before its first need none.</summary>
    internal static IEnumerable<int> Missing(TensorType operand, TensorType whole)
    {
        IReadOnlyList<int> own = Broadcast.Places(operand, whole)!;
        int first = own.Count == 0 ? whole.Axes.Count : own[0];
        return Enumerable.Range(first, whole.Axes.Count - first).Where(axis => !own.Contains(axis)).Select(axis => axis - first);
    }
}
