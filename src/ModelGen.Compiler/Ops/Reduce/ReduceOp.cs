using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Reduce;

/// <summary>
/// Sum, mean, maximum or minimum over neighbouring axes, which go away. Steps that the mask says are padding do not count; where no step is left, the result is 0. Inputs: x, mask [B, T] or null. Several axes
/// that are no neighbours, and a variance, are made of more than one: <see cref="Over"/>.
/// </summary>
/// <param name="first">The first axis.</param>
/// <param name="count">How many.</param>
public sealed partial class ReduceOp(ReduceKind kind, int first, int count) : Op
{
    public ReduceKind Kind { get; } = kind;

    public int First { get; } = first;

    public int Axes { get; } = count;

    public override string Name => "reduce";

    public override string Describe() => $"{Kind.ToString().ToLowerInvariant()}, {ReduceSizes.Describe(First, Axes)}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.DType == DType.F32 && Axes > 0 && First + Axes <= x.Axes.Count && (inputs[1] is null || ReduceSizes.Of(x, First, Axes).Takes(inputs[1]!.Type)), inputs);
        return [new(x.DType, new([.. x.Axes.Take(First), .. x.Axes.Skip(First + Axes)]))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        bool isExtreme = Kind is ReduceKind.Max or ReduceKind.Min;
        return [builder.Add(new ReduceGradientOp(Kind, First, Axes, x.Type), x.GradientName(), outputGradient, isExtreme ? x : null, isExtreme ? node.Output : null, node.Inputs[1]), null];
    }

    public override Dim Flops(Node node) => node.Input(0).Type.Count;

    /// <summary>Over any axes, from the last to the first.</summary>
    /// <param name="mask">Of x's steps, the axis behind the batch; it counts where those go away.</param>
    public static Value Over(GraphBuilder builder, ReduceKind kind, Value x, IReadOnlyCollection<int> axes, string name, Value? mask = null)
    {
        for (int last = x.Type.Axes.Count - 1; last >= 0; last--)
        {
            if (!axes.Contains(last))
            {
                continue;
            }

            int first = last;
            while (first > 0 && axes.Contains(first - 1))
            {
                first--;
            }

            bool hasSteps = first <= 1 && last >= 1 && x.Type.Axes[1].Role == AxisRole.Time; // axes of other steps have no mask here
            x = builder.Add(new ReduceOp(kind, first, last - first + 1), name, x, hasSteps ? mask : null);
            last = first;
        }

        return x;
    }
}
