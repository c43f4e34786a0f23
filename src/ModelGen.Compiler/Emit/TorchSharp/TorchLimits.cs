using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Layers that this target does not express yet.</summary>
internal static class TorchLimits
{
    public static ModelError? Fault(Graph model) => MissingLayer.Of(model, TorchTarget.Name, IsMissing);

    private static bool IsMissing(Op op) => op is Conv1dOp or TimePoolOp or Conv2dOp or ConvTranspose2dOp or WindowPoolOp or BatchNormOp or GroupNormOp or UpsampleOp or RecurrentOp;
}
