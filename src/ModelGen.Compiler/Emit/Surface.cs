using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>What a model's public members take and give, shared by the real surface and by the one that stands in for it after an error.</summary>
/// <param name="Targets">What training data brings beside the inputs; null without a loss.</param>
/// <param name="Classes">What class ids are like, where the loss makes probabilities of outputs; null where it does not.</param>
/// <param name="Decoder">The C# type of a decoder; null for a model that has none.</param>
internal sealed record Surface(string Name, IReadOnlyList<SurfaceTensor> Inputs, IReadOnlyList<SurfaceTensor> Outputs, IReadOnlyList<SurfaceTensor>? Targets, SurfaceTensor? Classes, string? Decoder)
{
    public const string Span = "global::System.Span<float>";

    public const string Weights = "global::System.ReadOnlySpan<float>";

    public const string ReadOnlyFloats = "global::System.Numerics.Tensors.ReadOnlyTensorSpan<float>";

    public const string Floats = "global::System.Numerics.Tensors.TensorSpan<float>";

    public const string Tensor = "global::System.Numerics.Tensors.Tensor<float>";

    /// <summary>The nested type that holds the outputs of a forward pass where there are several.</summary>
    public const string ForwardOutputs = "ForwardOutputs";

    // Of models with one of each.
    public string Input => Inputs[0].Element;

    public string ReadOnlyInput => Inputs[0].ReadOnly;

    public bool HasInputGradient => Inputs[0].HasGradient;

    public string? TargetElement => Target?.Element;

    public string ReadOnlyTarget => Target!.ReadOnly;

    public SurfaceTensor? Target => IsPair ? Targets![0] : null;

    public bool HasLoss => Targets is not null;

    /// <summary>Batches are the library's own, of one input and one target, and the one output is shown beside the loss; other models have a type of batches.</summary>
    public bool IsPair => Inputs.Count == 1 && Outputs.Count == 1 && Targets is { Count: 1 };

    /// <summary>The nested type of batches. A class cannot have a member of its own name.</summary>
    public string Batch => Name == "Batch" ? "Examples" : "Batch";

    /// <summary>All that a batch brings but the weights.</summary>
    public IReadOnlyList<SurfaceTensor> BatchTensors => [.. Inputs, .. Targets ?? []];

    /// <summary>The parameter that brings weights of examples.</summary>
    public string WeightsParameter => BatchTensors.Any(tensor => tensor.Parameter == "weights") ? "exampleWeights" : "weights";

    /// <summary>The property of a batch that holds them.</summary>
    public string WeightsProperty => CSharpNames.Pascal(WeightsParameter);

    public bool CanDecode => Decoder is not null;

    /// <summary>What a decoder is created with: the inputs beside the tokens that it appends.</summary>
    public IReadOnlyList<SurfaceTensor> Memory { get; init; } = [];

    /// <summary>Prediction draws random numbers.</summary>
    public bool Draws { get; init; }

    public bool Classifies => Classes is not null;

    /// <summary>The interface of sessions on other targets.</summary>
    public string Session => $"global::ModelGen.Training.IMeasurableSession<{Input}, {TargetElement}>";

    public string Measurable => $"global::ModelGen.Training.IMeasurable<{Input}, {TargetElement}>";

    public string Trainable => $"global::ModelGen.Training.ITrainable<{CSharpNames.Escape(Name)}.{Batch}>";

    public string Interfaces => " : global::ModelGen.IModel" + (!HasLoss ? "" : ", " + (IsPair ? Measurable : Trainable)) + ClassWeighted;

    /// <summary>The loss has weights of classes.</summary>
    public bool WeighsClasses { get; init; }

    /// <summary>The further interface of a model or session of a pair that has them.</summary>
    public string ClassWeighted => IsPair && WeighsClasses ? ", " + TargetCountText.ClassWeighted : "";

    public static Surface Of(PlannedModel plan) => Of(plan.Model, plan.CanDecode);

    public static Surface Of(LoweredModel model, bool canDecode = false)
    {
        TensorType output = model.Main.Outputs[0].Type;
        SurfaceTensor? classes = model.Main.Outputs.Count > 1 || model.Loss?.Classifies != true ? null : new("classes", "int", model.Loss.TakesIds ? model.Targets[0].Type : new(DType.I32, output.Axes));
        return new(
            model.Type.Name,
            [.. model.Inputs.Select(InputOf)],
            [.. model.Main.Outputs.Select((value, i) => new SurfaceTensor(model.OutputNames[i], "float", value.Type, ShapeText.Parameter(value.Type)))],
            model.Objective is null ? null : [.. model.Targets.Select(target => OfTarget(model.Objective, target))],
            classes,
            canDecode ? "DecoderSession" : null)
        {
            Draws = PlannedModel.Draws(model.Main),
            WeighsClasses = model.Loss?.ClassWeights.Count > 0,
            Memory = [.. model.Inputs.Where(input => canDecode && input != model.Decoded).Select(InputOf)],
        };
    }

    /// <summary>What can be said of a model that has an error.</summary>
    public static Surface Guess(ModelSpec spec)
    {
        if (spec.Graph is { } graph)
        {
            return Guess(spec, graph);
        }

        bool preset = spec.Layers.Any(Roles.IsPreset);
        bool tokens = preset || spec.Layers.Any(layer => layer.Kind == "Tokens");
        LayerSpec? written = spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss");
        bool ids = preset || LossTable.Of(written) is { TakesIds: true };
        string? target = ids ? "int" : written?.Text("loss") is null ? null : "float";
        return new(
            spec.Type.Name,
            [new("input", tokens ? "int" : "float", null)],
            [new("output", "float", null)],
            target is null ? null : [new("target", target, null)],
            preset || LossTable.Of(written) is { Classifies: true } ? new("classes", "int", null) : null,
            tokens ? "global::ModelGen.Decoding.TokenDecoder" : null);
    }

    public static Surface Guess(ModelSpec spec, GraphSpec graph)
    {
        LayerSpec? written = spec.Layers.FirstOrDefault(layer => layer.Kind == "Loss");
        LossOp? loss = LossTable.Of(written);
        // Names may be what is wrong: members must not have two parameters of one.
        var taken = new HashSet<string>(GraphNames.Taken, System.StringComparer.Ordinal);
        if (spec.Objective is null && written is not null) taken.Add("target");
        SurfaceTensor[] inputs = [.. graph.Inputs.Select(input => Own(Guess(input)))];
        SurfaceTensor[] outputs = graph.Outputs.Count < 2 ? [new("output", "float", null)] : [.. graph.Outputs.Select(output => Own(new SurfaceTensor(output.Name, "float", null)))];
        return new(
            spec.Type.Name,
            inputs,
            outputs,
            spec.Objective is { } objective ? [.. objective.Inputs.Where(input => input.Declaration is not null).Select(input => Own(Guess(input)))]
                : written?.Text("loss") is null ? null : [new("target", loss is { TakesIds: true } ? "int" : "float", null)],
            loss is { Classifies: true } ? new("classes", "int", null) : null,
            inputs.Length == 1 && inputs[0].Element == "int" ? "global::ModelGen.Decoding.TokenDecoder" : null)
        {
            Draws = graph.Steps.Any(step => step.Layer.Kind is "Normal" or "Uniform"),
        };

        SurfaceTensor Own(SurfaceTensor tensor)
        {
            string name = tensor.Name.Length == 0 ? "value" : tensor.Name;
            for (int n = 2; !taken.Add(CSharpNames.Camel(name)); n++)
            {
                name = tensor.Name + LayerText.Number(n);
            }

            return tensor with { Name = name };
        }
    }

    private static SurfaceTensor Guess(InputSpec input) => new(CSharpNames.Unescape(input.Name), input.Declaration?.Kind is "Tokens" or "Id" ? "int" : "float", null);

    /// <summary>A shape with its batch, for messages: <c>[B, T&lt;=256]</c>.</summary>
    public static string Expected(TensorType type) => "[" + string.Join(", ", type.Axes.Select(axis => axis.Role == AxisRole.Feature || axis.Role == AxisRole.None ? axis.Size.ToString() : axis.ToString())) + "]";

    private static SurfaceTensor OfTarget(Objective objective, InputDecl target)
    {
        Value value = objective.Graph.Inputs.First(input => input.Declaration == target);
        Node? ids = objective.Graph.Nodes.FirstOrDefault(node => node.Inputs.Skip(1).FirstOrDefault() == value && node.Op is LossOp { TakesIds: true });
        string note = ids is not null ? $", class ids from 0 to {Literals.Int(ids.Input(0).Type.Last.Size.Constant - 1)}" : objective.LossesOf(target).Any(loss => loss.TakesProbabilities) ? ", from 0 to 1" : "";
        return new(target.Name, Element(target.Type), target.Type, ids is null ? ShapeText.Input(target) : ShapeText.Classes(target.Type, (LossOp)ids.Op, ids.Input(0).Type)) { Note = note };
    }

    private static SurfaceTensor InputOf(InputDecl input) => new(input.Name, Element(input.Type), input.Type, ShapeText.Input(input));

    private static string Element(TensorType type) => type.DType == DType.I32 ? "int" : "float";
}
