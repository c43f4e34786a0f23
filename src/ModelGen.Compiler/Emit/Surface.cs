using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>The types of a model's public members, shared by the real surface and by the one that stands in for it after an error.</summary>
/// <param name="Input">C# element type of the input.</param>
/// <param name="Target">C# element type of the target; null without a loss.</param>
/// <param name="Classifies">Whether the loss makes probabilities of outputs.</param>
internal sealed record Surface(string Name, string Input, string? Target, bool Classifies, bool HasInputGradient, bool CanDecode)
{
    public const string Span = "global::System.Span<float>";

    public const string Weights = "global::System.ReadOnlySpan<float>";

    public string ReadOnlyInput => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Input}>";

    /// <summary>The input's type as a cref says it.</summary>
    public string XmlInput => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan{{{Input}}}";

    public string Measurable => $"global::ModelGen.Training.IMeasurable<{Input}, {Target}>";

    public string ReadOnlyTarget => $"global::System.Numerics.Tensors.ReadOnlyTensorSpan<{Target}>";

    public const string ReadOnlyFloats = "global::System.Numerics.Tensors.ReadOnlyTensorSpan<float>";

    public const string Floats = "global::System.Numerics.Tensors.TensorSpan<float>";

    public const string Tensor = "global::System.Numerics.Tensors.Tensor<float>";

    public string Interfaces =>
        " : global::ModelGen.IModel" + (Target is null ? "" : ", " + Measurable);

    public static Surface Of(PlannedModel plan) => new(
        plan.Model.Type.Name,
        plan.Model.Inputs[0].IsTokens ? "int" : "float",
        plan.Model.Target is null ? null : plan.Model.Target.DType == DType.I32 ? "int" : "float",
        plan.Model.Loss?.Classifies == true,
        !plan.Model.Inputs[0].IsTokens,
        plan.CanDecode);

    /// <summary>What can be said of a model that has an error.</summary>
    public static Surface Guess(ModelSpec spec)
    {
        bool preset = spec.Layers.Any(Roles.IsPreset);
        bool tokens = preset || spec.Layers.Any(layer => layer.Kind == "Tokens");
        string? loss = spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss")?.Text("loss");
        string? target = preset || LossDecl.IsOverIds(loss) ? "int" : loss is null ? null : "float";
        return new(spec.Type.Name, tokens ? "int" : "float", target, Classifies: preset || LossDecl.IsOverLogits(loss), HasInputGradient: !tokens, CanDecode: tokens);
    }

    /// <summary>A shape with its batch, for messages: <c>[B, T&lt;=256]</c>.</summary>
    public static string Expected(TensorType type) => "[" + string.Join(", ", type.Axes.Select(axis => axis.Role == AxisRole.Feature || axis.Role == AxisRole.None ? axis.Size.ToString() : axis.ToString())) + "]";
}
