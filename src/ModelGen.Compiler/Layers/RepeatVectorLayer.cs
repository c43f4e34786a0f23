using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Tile;

namespace ModelGen.Compiler.Layers;

/// <summary>The same features at each of so many steps.</summary>
internal sealed class RepeatVectorLayer : Layer
{
    public override string Kind => "RepeatVector";

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("count", out int count) || x.IsUnknown)
        {
            return LayerContext.Unknown;
        }

        if (x.Type is not { DType: DType.F32, EndsInFeature: true, HasTime: false })
        {
            return context.RefuseInput(x, x.Type.HasTime ? "it repeats one vector [F]: pool over time ([GlobalAveragePool]) or take a step ([TakeLast]) first" : "it repeats one vector [F]: insert [Flatten] first");
        }

        if (!context.Fits("count", count, x.Type.Last.Size.Constant))
        {
            return LayerContext.Unknown;
        }

        Value step = context.Builder.Add(new ReshapeOp(TensorType.F32(x.Type.Axes[0], new Axis(AxisRole.Time, Dim.Of(1), 1), x.Type.Last)), context.Name + "Step", x);
        return context.Builder.Add(new TileOp(1, count), context.Name, step);
    }
}
