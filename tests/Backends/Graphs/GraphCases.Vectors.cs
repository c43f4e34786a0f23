using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Cosine;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Passes;

namespace ModelGen.Graphs;

/// <content>Rows with rows.</content>
internal static partial class GraphCases
{
    /// <summary>Of each step, of a value with itself, and with a learned direction that is the same for all.</summary>
    private static LoweredModel Cosines()
    {
        var builder = new GraphBuilder("Cosines");
        Value x = Input(builder, Steps(19));
        Value a = Linear(builder, "left", x, 5), b = Linear(builder, "right", x, 5);
        Value angle = builder.Add(new CosineOp(), "angle", a, b);
        Value turned = Map(builder, "turned", v => v[0] * v[1], a, angle);
        Value own = builder.Add(new CosineOp(), "own", builder.Add(new ElementwiseOp(Functions.Tanh), "tanh", a), a);
        return Model(builder, Linear(builder, "head", Map(builder, "sum", v => v[0] + v[1], turned, own), 2));
    }
}
