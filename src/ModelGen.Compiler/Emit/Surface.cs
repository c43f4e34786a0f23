using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>What a model's public members take and give, shared by the real surface and by the one that stands in for it after an error.</summary>
/// <param name="Target">Null without a loss.</param>
/// <param name="Classes">What class ids are like, where the loss makes probabilities of outputs; null where it does not.</param>
/// <param name="Decoder">The C# type of a decoder; null for a model that has none.</param>
internal sealed record Surface(string Name, IReadOnlyList<SurfaceTensor> Inputs, IReadOnlyList<SurfaceTensor> Outputs, SurfaceTensor? Target, SurfaceTensor? Classes, string? Decoder)
{
    public const string Span = "global::System.Span<float>";

    public const string Weights = "global::System.ReadOnlySpan<float>";

    public const string ReadOnlyFloats = "global::System.Numerics.Tensors.ReadOnlyTensorSpan<float>";

    public const string Floats = "global::System.Numerics.Tensors.TensorSpan<float>";

    public const string Tensor = "global::System.Numerics.Tensors.Tensor<float>";

    /// <summary>The nested type that holds the outputs of a forward pass where there are several.</summary>
    public const string ForwardOutputs = "ForwardOutputs";

    // What training data and targets other than the CPU's know of: one input.
    public string Input => Inputs[0].Element;

    public string ReadOnlyInput => Inputs[0].ReadOnly;

    public bool HasInputGradient => Inputs[0].HasGradient;

    public string? TargetElement => Target?.Element;

    public string ReadOnlyTarget => Target!.ReadOnly;

    public bool CanDecode => Decoder is not null;

    public bool Classifies => Classes is not null;

    /// <summary>The interface of sessions on other targets.</summary>
    public string Session => $"global::ModelGen.Training.IMeasurableSession<{Input}, {TargetElement}>";

    public string Measurable => $"global::ModelGen.Training.IMeasurable<{Input}, {TargetElement}>";

    public string Interfaces =>
        " : global::ModelGen.IModel" + (Target is null ? "" : ", " + Measurable);

    public static Surface Of(PlannedModel plan)
    {
        LoweredModel model = plan.Model;
        TensorType output = model.Main.Outputs[0].Type;
        SurfaceTensor? target = model.Loss is not { } loss ? null : new("target", Element(model.Target!), model.Target, ShapeText.Target(model))
        {
            Note = loss.TakesIds ? $", class ids from 0 to {Literals.Int(output.Last.Size.Constant - 1)}" : loss.TakesProbabilities ? ", from 0 to 1" : "",
        };
        SurfaceTensor? classes = model.Loss?.Classifies != true ? null : new("classes", "int", model.Loss.TakesIds ? model.Target : new(DType.I32, output.Axes));
        return new(
            model.Type.Name,
            [.. model.Inputs.Select(input => new SurfaceTensor(input.Name, Element(input.Type), input.Type, ShapeText.Input(input)))],
            [.. model.Main.Outputs.Select((value, i) => new SurfaceTensor(model.OutputNames[i], "float", value.Type, ShapeText.Parameter(value.Type)))],
            target,
            classes,
            plan.CanDecode ? "DecoderSession" : null);
    }

    /// <summary>What can be said of a model that has an error.</summary>
    public static Surface Guess(ModelSpec spec)
    {
        bool preset = spec.Layers.Any(Roles.IsPreset);
        bool tokens = preset || spec.Layers.Any(layer => layer.Kind == "Tokens");
        LayerSpec? written = spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss");
        bool ids = preset || LossTable.Of(written) is { TakesIds: true };
        string? target = ids ? "int" : written?.Text("loss") is null ? null : "float";
        return new(
            spec.Type.Name,
            [new("input", tokens ? "int" : "float", null)],
            [new("output", "float", null)],
            target is null ? null : new("target", target, null),
            preset || LossTable.Of(written) is { Classifies: true } ? new("classes", "int", null) : null,
            tokens ? "global::ModelGen.Decoding.TokenDecoder" : null);
    }

    /// <summary>A shape with its batch, for messages: <c>[B, T&lt;=256]</c>.</summary>
    public static string Expected(TensorType type) => "[" + string.Join(", ", type.Axes.Select(axis => axis.Role == AxisRole.Feature || axis.Role == AxisRole.None ? axis.Size.ToString() : axis.ToString())) + "]";

    private static string Element(TensorType type) => type.DType == DType.I32 ? "int" : "float";
}
