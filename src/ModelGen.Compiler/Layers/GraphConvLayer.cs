using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Linear;

namespace ModelGen.Compiler.Layers;

/// <summary>A graph convolution: adjacency · (x · W) + b (Kipf and Welling 2017, arXiv:1609.02907). Graph methods alone have it: it takes two values.</summary>
internal sealed class GraphConvLayer : Layer
{
    public override string Kind => "GraphConv";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("Width", out int width) || !context.Deviation("InitStd", 0, out _) || context.More.Count != 1 || x.IsUnknown || context.More[0].IsUnknown)
        {
            return LayerContext.Unknown;
        }

        Value adjacency = context.More[0];
        if (x.Type.DType != DType.F32 || x.Type.Axes.Count != 3 || !x.Type.EndsInFeature)
        {
            return context.RefuseInput(x, "it needs the features of nodes, [N, F]");
        }

        if (!AdjacencyOperation.IsSquare(adjacency.Type) || !adjacency.Type.Axes[1].Equals(x.Type.Axes[1]))
        {
            context.Fail(ErrorId.OperandsDiffer, "adjacency", $"'GraphConv' gets the nodes {x.Type.ExampleText} and the adjacency {adjacency.Type.ExampleText}, which must be [{x.Type.Axes[1]}, {x.Type.Axes[1]}]", makers: [.. context.Makers.Where(maker => maker is not null).Select(maker => maker!.Source).Distinct()]);
            return LayerContext.Unknown;
        }

        long inputs = x.Type.Last.Size.Constant;
        if (!context.Fits("Width", width, inputs))
        {
            return LayerContext.Unknown;
        }

        // The names of PyTorch Geometric.
        Value weight = context.Declare(["Weight"], "lin.weight", LinearLayer.InitialOf(context, inputs, width), [width, inputs], transposed: context.Spec.Bool("Transposed"));
        Value? bias = context.Spec.Bool("Bias", true) ? context.Learned("Bias", LinearLayer.BiasOf(context, inputs), [Axis.Feature(width)]) : null;
        Value projected = context.Builder.Add(new LinearOp(), context.Name + "Projected", x, weight, null, null);
        return Formulas.GraphConv(context.Builder, context.Name, adjacency, projected, bias);
    }
}
