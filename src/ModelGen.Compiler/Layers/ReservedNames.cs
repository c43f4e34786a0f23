using System;
using System.Collections.Generic;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// Names that the emitted half of a model takes. C# allows no member with the name of its class; and attributes on a class see its
/// nested types first, so [Use&lt;TrainingStep&gt;] would mean the model's own.
/// </summary>
internal static class ReservedNames
{
    /// <summary>Parameter classes are called after their layer or block: <c>ThinkParameters</c>.</summary>
    public const string ParametersSuffix = "Parameters";

    private static readonly HashSet<string> s_types = new(["ParameterTree", "CpuPasses", "TrainingStep", "ForwardOutputs", "DecoderSession", "Torch", "Gpu", "OnnxPasses"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_members = new(
        ["Info", "Parameters", "Store", "Predict", "PredictProbabilities", "PredictClasses", "Forward", "Backward", "ComputeGradients", "ComputeLoss", "RandomState", "Save", "Load", "CreateDecoder", "ReadInput", "LossOf", "ExportOnnx"],
        StringComparer.Ordinal);

    public static bool Contains(TypeSpec type, bool isModel) => s_types.Contains(type.Name) || (isModel && s_members.Contains(type.Name));
}
