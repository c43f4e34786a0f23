using System;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>Layers that a target does not express yet.</summary>
internal static class MissingLayer
{
    /// <returns>MGEN3002 at the first such layer; null where there is none.</returns>
    public static ModelError? Of(Graph model, string backend, Func<Op, bool> isMissing)
    {
        LayerSpec? layer = model.WithCallees().SelectMany(graph => graph.Nodes).FirstOrDefault(node => isMissing(node.Op))?.Layer;
        return layer is null ? null : new(
            ErrorId.NotOnTarget,
            layer.Source,
            $"Backend.{backend} cannot express '{LayerText.Of(layer)}' yet: train it on the CPU target, or leave the layer out");
    }
}
