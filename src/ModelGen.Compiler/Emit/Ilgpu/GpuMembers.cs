using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The public members of the session: the one that stands in for it after an error has them all, and sessions of graphs are written from them.</summary>
/// <param name="model">The model's class as the session names it.</param>
/// <param name="entry">The graph method that <see cref="Predict"/> is of, where it is not the first.</param>
internal sealed class GpuMembers(Surface surface, string model, string entry = "")
{
    private const string Memory = "global::System.InvalidOperationException", Shape = "global::ModelGen.ShapeMismatchException", Full = "The device has too little memory for this batch.";

    private static readonly MemberParameter s_scale = new("float", "scale", "A factor for the gradients.", Default: "1");

    public Member Construct => new(
        MemberKind.Construct,
        "Gpu",
        [
            new("global::ILGPU.Runtime.Accelerator", "accelerator", "Of a context made with <c>EnableAlgorithms()</c>."),
            new(model, "model", "Its weights are read once, here; later changes of either side do not reach the other until <see cref=\"Upload\"/> or <see cref=\"Download\"/>."),
            new("global::ModelGen.GpuPrecision", "precision", "Of the operands of products and attention in predictions.", Default: "global::ModelGen.GpuPrecision.Float32"),
            new("global::ModelGen.GpuPrecision", "trainingPrecision", "The same in training, forward and backward; weights, gradients and the optimizer's state have 32 bits whatever it is.", Default: "global::ModelGen.GpuPrecision.Float32"),
        ],
        "Copies the weights of a model to the accelerator, which stays the caller's and must outlive this object.")
    {
        Throws = [(Memory, "The device has too little memory; what was allocated is freed."), ("global::System.NotSupportedException", "The device's groups are too small.")],
    };

    public Member Launches => Of("long Launches", null, "Kernels started so far.");

    public Member DeviceBytes => Of("long DeviceBytes", null, "Bytes of the device's memory that this object holds.");

    public Member RandomState => Of("ulong RandomState", null, "The state of the random numbers (dropout): at first the model's, so that both draw the same masks.") with { HasSetter = true };

    public static Member LossScale => Of("float LossScale", null, "What training in <c>Float16</c> multiplies gradients by before they are rounded; their products are divided by it again. At first 65536; halved where a gradient overflows, doubled after 2,000 updates without. Otherwise 1.") with { HasSetter = true };

    private static Member PredictionSeed => Of("ulong PredictionSeed", null, "What random values of predictions are drawn from, the same in each call: at first the model's seed.") with { HasSetter = true };

    public Member Predict => Of($"{Results} Predict{entry}", [.. surface.Inputs.Select(Read)], "Inference.") with { Returns = Returned + ".", Throws = [(Shape, "An input has another shape."), (Memory, Full)] };

    public Member PredictInto => Of("void Predict" + entry, [.. surface.Inputs.Select(Read), .. surface.Outputs.Select(Written)], "Inference into tensors of the caller's. Waits for the results.") with { Throws = [(Shape, "A tensor has another shape.")] };

    public Member Forward => Of($"{Results} Forward", [.. surface.Inputs.Select(Read)], "The forward pass of training: keeps on the device what <see cref=\"Backward\"/> reads.") with { Returns = Returned + ".", Throws = [(Shape, "An input has another shape.")] };

    public Member Backward => Of(
        "void Backward",
        [
            .. surface.Outputs.Select(output => new MemberParameter(Surface.ReadOnlyFloats, output.Gradient, $"{output.Expected}: the gradient of a loss with respect to {output.Name}.")),
            .. surface.Inputs.Where(input => input.HasGradient).Select(input => new MemberParameter(Surface.Floats, input.Gradient, $"{input.Expected}, overwritten; leave it out when it is not needed.", Default: "default")),
        ],
        "The backward pass of the last <see cref=\"Forward\"/>: adds into the gradients of the parameters, which stay on the device.") with { Throws = [(Memory, "There was no forward pass.")] };

    public Member ComputeGradients => Of(
        "float ComputeGradients",
        [.. Batch, s_scale],
        "Forward, loss and backward: adds the gradients of the mean loss into those on the device.") with { Returns = "The mean loss, not scaled; waits for it. <c>AddGradients</c> does not." };

    public Member AddGradients => Of("void AddGradients", [.. Batch, s_scale], "As ComputeGradients, without waiting for the device; <see cref=\"ReadLoss\"/> gives the loss later.");

    public Member ComputeGradientsWeighted => Of("float ComputeGradients", [.. Batch, Weights, s_scale with { Default = null }], "The same of the weighted mean.");

    public Member AddGradientsWeighted => Of("void AddGradients", [.. Batch, Weights, s_scale with { Default = null }], "The same of the weighted mean.");

    public Member ComputeLoss => Of("float ComputeLoss", Batch, "The mean loss without dropout; gradients stay as they are.");

    public Member ComputeLossWeighted => Of("float ComputeLoss", [.. Batch, Weights], "The same of the weighted mean.");

    public Member TotalWeight => Of("double TotalWeight", [new(surface.Batch, "batch"), new("global::System.Span<bool>", "counts", Default: "default")], null);

    public IReadOnlyList<Member> Transfers =>
    [
        Of("void Download", [new(model, "model")], "Copies the weights from the device into a model."),
        Of("void Upload", [new(model, "model")], "Copies the weights of a model to the device."),
        Of("void DownloadGradients", [new(model, "model")], "Copies the gradients from the device into a model's."),
        Of("void ZeroGradients", [], "Sets the gradients on the device to 0."),
    ];

    /// <summary>What a trainer drives.</summary>
    public string Session => surface.IsPair
        ? $"global::ModelGen.Training.ITrainingSession<{surface.Input}, {surface.TargetElement}>"
        : $"global::ModelGen.Training.ITrainingSession<{surface.Batch}>";

    /// <summary>Those of a further graph method.</summary>
    public static Member[] OfEntry(Surface surface, string model, string entry)
    {
        var members = new GpuMembers(surface, model, entry);
        return [members.Predict, members.PredictInto];
    }

    /// <summary>Of a session whose predictions draw random numbers.</summary>
    public static void Seed(CodeWriter code, PlannedModel plan)
    {
        if (plan.KeepsSeed)
        {
            PredictionSeed.Document(code);
            code.Line($"public {PredictionSeed.Head} {{ get; set; }}").Line();
        }
    }

    /// <summary>The same in the constructor.</summary>
    public static void BeginSeed(CodeWriter code, PlannedModel plan)
    {
        if (plan.KeepsSeed)
        {
            code.Line("PredictionSeed = model._predictionSeed;");
        }
    }

    /// <summary>All of them but <c>Dispose</c>, for the class that stands in.</summary>
    public IEnumerable<Member> All =>
    [
        Construct, Launches, DeviceBytes, RandomState, LossScale, .. surface.Draws ? new[] { PredictionSeed } : [], Predict, PredictInto, Forward, Backward, .. Transfers,
        .. !surface.HasLoss ? [] : surface.IsPair ? new[] { ComputeGradients, AddGradients, ComputeGradientsWeighted, AddGradientsWeighted, ComputeLoss, ComputeLossWeighted } : [ComputeGradients, AddGradients, ComputeLoss, TotalWeight],
        .. surface.HasLoss ? Updates : [],
        .. surface.CanDecode && surface.Inputs.Count == 1 ? new[] { Of("Decoder CreateDecoder", [], null) } : [],
    ];

    private static IEnumerable<Member> Updates =>
    [
        Of("float ReadLoss", [], null),
        Of("void UseAdamW", [Number("learningRate", "1e-3f"), Number("beta1", "0.9f"), Number("beta2", "0.999f"), Number("epsilon", "1e-8f"), Number("weightDecay", "0.01f")], null),
        Of("void UseSgd", [Number("learningRate", "0.01f"), Number("momentum", "0"), Number("weightDecay", "0")], null),
        Of("float LearningRate", null, null) with { HasSetter = true },
        Of("void ScaleGradients", [new("float", "factor")], null),
        Of("float ClipGradients", [new("float", "maximumNorm")], null),
        Of("void Update", [], null),
        Of("void Step", [Number("maximumNorm", "float.PositiveInfinity")], null),
        Of("long SkippedUpdates", null, null),
    ];

    private IReadOnlyList<MemberParameter> Batch => surface.IsPair
        ? [.. surface.BatchTensors.Select(Read)]
        : [new(surface.Batch, "batch", $"Inputs{(surface.Targets!.Count > 0 ? ", targets" : "")} and, if the examples have any, their weights.")];

    private MemberParameter Weights => new(Surface.Weights, surface.WeightsParameter, "A weight for each example, at least 0: the mean is Σ w·x / Σ w; empty: all weigh the same.");

    private string Results => surface.Outputs.Count == 1
        ? Surface.Tensor
        : $"({string.Join(", ", surface.Outputs.Select(output => $"{Surface.Tensor} {Ir.CSharpNames.Escape(output.Name)}"))})";

    private string Returned => surface.Outputs.Count == 1 ? surface.Outputs[0].Expected : string.Join("; ", surface.Outputs.Select(output => $"{output.Name} {output.Expected}"));

    private static Member Of(string head, IReadOnlyList<MemberParameter>? parameters, string? summary) => new(MemberKind.OfTarget, head, parameters, summary);

    private static MemberParameter Number(string name, string otherwise) => new("float", name, Default: otherwise);

    private static MemberParameter Read(SurfaceTensor tensor) => new(tensor.ReadOnly, tensor.Parameter, tensor.Expected + ".");

    private static MemberParameter Written(SurfaceTensor output) => new(Surface.Floats, output.Parameter, output.Expected + ", dense.");
}
