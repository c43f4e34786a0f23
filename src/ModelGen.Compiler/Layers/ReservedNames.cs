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

    // "unmanaged" is what C# would take a constraint for.
    private static readonly HashSet<string> s_types = new(["ParameterTree", "CpuPasses", "TrainingStep", "ForwardOutputs", "DecoderSession", "Torch", "Gpu", "OnnxPasses", "unmanaged"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_members = new(
        ["Info", "Parameters", "Store", "Predict", "PredictProbabilities", "PredictClasses", "Forward", "Backward", "ComputeGradients", "ComputeLoss", "RandomState", "Save", "Load", "CreateDecoder", "ReadInput", "LossOf", "ExportOnnx"],
        StringComparer.Ordinal);

    // Namespaces with which emitted code begins a name.
    private static readonly HashSet<string> s_roots = new(["System", "ModelGen", "TorchSharp", "ILGPU"], StringComparer.Ordinal);

    /// <summary>The name of a namespace that emitted code needs, in place of which C# would see this class or the one around it; null: there is none.</summary>
    public static string? Hidden(TypeSpec type)
    {
        string outermost = type.Key.Split('+', '.')[0];
        return type.Namespace.Length == 0 && s_roots.Contains(outermost) ? outermost : null;
    }

    public static bool Contains(TypeSpec type, bool isModel) => s_types.Contains(type.Name) || (isModel && s_members.Contains(type.Name)) || Hidden(type) is not null;
}
