using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Layers that this target does not express yet.</summary>
internal static class TorchLimits
{
    /// <returns>MGEN3002 at the first such layer; null where there is none.</returns>
    public static ModelError? Fault(Graph model)
    {
        LayerSpec? layer = model.WithCallees().SelectMany(graph => graph.Nodes).FirstOrDefault(node => IsMissing(node.Op))?.Layer;
        return layer is null ? null : new(
            ErrorId.NotOnTarget,
            layer.Source,
            $"Backend.TorchSharp cannot express '{LayerText.Of(layer)}' yet: train it on the CPU target, or leave the layer out");
    }

    private static bool IsMissing(Op op) => op is Conv2dOp or ConvTranspose2dOp or WindowPoolOp;
}
