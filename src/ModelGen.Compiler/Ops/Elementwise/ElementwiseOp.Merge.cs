using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Elementwise;

/// <content>Two of them as one.</content>
public sealed partial class ElementwiseOp
{
    // Of a chain in a forward pass; its gradient reads one more, and kernels take six.
    private const int MostInputs = 4;

    // Of one expression, forward and backward, which computes the forward pass again. Its values should stay in the first-level cache.
    private const int MostFunctions = 16;
    private const int MostGradientFunctions = 60;

    /// <summary>A reader with this op in the place of one of its inputs.</summary>
    /// <param name="reader">The op of <paramref name="node"/>.</param>
    /// <param name="input">Which input this op makes.</param>
    /// <param name="own">This op's node.</param>
    /// <param name="again">In a backward pass, for what the forward pass no longer keeps: parts of functions are shared with their derivatives, and there is no limit.</param>
    /// <returns>Null where one kernel would be too large, or would compute anew for each step or pixel what they share.</returns>
    public Node? Into(ElementwiseOp reader, Node node, int input, Node own, bool again = false)
    {
        if (!own.Output.Type.Axes.Equals(node.Output.Type.Axes))
        {
            return null;
        }

        var builder = new ExpressionBuilder();
        List<Value> all = [.. node.Inputs.Take(input).Concat(own.Inputs).Concat(node.Inputs.Skip(input + 1)).Select(value => value!).Distinct()];
        IReadOnlyList<Scalar> made = builder.Include(Expression, [.. own.Inputs.Select(value => builder.Input(all.IndexOf(value!)))], again);
        IReadOnlyList<Scalar> result = builder.Include(reader.Expression, [.. node.Inputs.Select((value, i) => i == input ? made[made.Count - 1] : builder.Input(all.IndexOf(value!)))], again);
        (Expression expression, IReadOnlyList<int> inputs) = builder.Build(result[result.Count - 1]);
        Value[] read = [.. inputs.Select(i => all[i])];
        bool isGradient = IsGradient || reader.IsGradient;
        bool fits = expression.FunctionCount <= (isGradient ? MostGradientFunctions : MostFunctions) && read.Length <= System.Math.Max(MostInputs, node.Inputs.Count);
        return !(fits || again) || !read.Any(value => value.Type.Axes.Equals(node.Output.Type.Axes))
            ? null
            : new Node(new ElementwiseOp(expression) { IsGradient = isGradient }, read, node.Outputs) { Layer = node.Layer };
    }
}
