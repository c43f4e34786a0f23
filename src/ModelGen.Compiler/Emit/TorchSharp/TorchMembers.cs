using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The public members of the module: the module and the one that stands in for it after an error are written from the same list.</summary>
/// <param name="model">The model's class as the module names it.</param>
/// <param name="entry">The graph method that <see cref="Predict"/> is of, where it is not the first.</param>
/// <param name="all">All inputs of all graph methods; null: those of the surface.</param>
internal sealed class TorchMembers(Surface surface, string model, string entry = "", IReadOnlyList<SurfaceTensor>? all = null)
{
    public const string Optimizer = "Sharp::torch.optim.Optimizer";

    private const string Tensor = ClassWriter.Tensor;
    private const string Format = "global::ModelGen.Weights.WeightFormatException";
    private const string Damaged = "The file is damaged or belongs to another model.";

    private static readonly MemberParameter s_device = new(ClassWriter.DeviceType + "?", "device", "Where the parameters are; null: the CPU.", Default: "null");
    private static readonly MemberParameter s_type = new(ClassWriter.ScalarType + "?", "dtype", "Float32 (null), BFloat16 or Float64.", Default: "null");

    /// <summary>How the module's fields keep out of each other's way: the names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; } = [.. surface.Inputs.Select(input => CSharpNames.Escape(input.Parameter))];

    public IReadOnlyList<string> Outputs { get; } = [.. surface.Outputs.Select(output => output.Name)];

    /// <summary>The outputs within the loss.</summary>
    public string[] OutputLocals => surface.Outputs.Count == 1 ? ["output"] : [.. surface.Outputs.Select(output => output.Parameter + "Output")];

    public string Result => ClassWriter.Result(Outputs);

    public string Weights => surface.WeightsParameter;

    public Member Construct => new(
        MemberKind.Construct,
        TorchNames.Root,
        [s_device, s_type, new("long", "seed", "The seed of the first parameters.", Default: "0")],
        $"A module with the parameters of <c>new {surface.Name}(seed)</c>. Parameters outlive the dispose scope that they are made in; dispose of the module itself.");

    public Member Device => new(MemberKind.OfTarget, $"{ClassWriter.DeviceType} Device", null, "Where the parameters are.");

    public Member DType => new(MemberKind.OfTarget, $"{ClassWriter.ScalarType} DType", null, "The parameters' element type.");

    /// <summary>Of the fallback: the module's own has names of its own for the arguments.</summary>
    private Member Forward => new(MemberKind.OfTarget, $"override {Result} forward", surface.Inputs.Count > ClassWriter.MostInputs ? [new(Tensor + "[]", "inputs")] : [.. surface.Inputs.Select((_, i) => new MemberParameter(Tensor, surface.Inputs.Count == 1 ? "x" : Inputs[i]))], null);

    public Member Predict => new(MemberKind.OfTarget, $"{Result} Predict{entry}", [.. surface.Inputs.Select(Given)], $"The {(Outputs.Count == 1 ? "output" : "outputs")} without dropout and without gradients.")
    {
        Returns = (Outputs.Count == 1 ? surface.Outputs[0].Expected : string.Join("; ", surface.Outputs.Select(output => $"{output.Name} {output.Expected}"))) + (Outputs.Count == 1 ? "; it belongs" : "; they belong") + " to the caller's dispose scope.",
    };

    public Member ComputeLoss => new(
        MemberKind.OfTarget,
        $"{Tensor} ComputeLoss",
        [.. surface.BatchTensors.Select(Batch), new(Tensor + "?", Weights, "[B], a weight for each example: the mean is Σ w·x / Σ w; null: all weigh the same.", Default: "null")],
        "The mean loss of a batch, to call <c>backward</c> on. It belongs to the caller's dispose scope.");

    public Member TrainingStep => new(
        MemberKind.OfTarget,
        "float TrainingStep",
        [.. surface.BatchTensors.Select(Batch), new(Optimizer, "optimizer", "Made with this module's <c>parameters()</c>."), new(Tensor + "?", Weights, "As <see cref=\"ComputeLoss\"/> takes them.", Default: "null")],
        "One update: forward, loss, backward, step. Every tensor that it makes dies with it.")
    {
        Returns = "The mean loss before the update. Reading it waits for the device.",
    };

    /// <summary>What a trainer drives.</summary>
    public string Session => surface.IsPair
        ? $"global::ModelGen.Training.ITrainingSession<{surface.Input}, {surface.TargetElement}>"
        : $"global::ModelGen.Training.ITrainingSession<{surface.Batch}>";

    /// <summary>What the session is: of a pair it shows its outputs, too.</summary>
    public string OwnSession => surface.IsPair ? Session.Replace("ITrainingSession", "IMeasurableSession") : Session;

    public Member TrainWith => new(
        MemberKind.OfTarget,
        $"{Session} TrainWith",
        [new(Optimizer, "optimizer")],
        $"What a <c>Trainer&lt;{(surface.IsPair ? $"{surface.Input}, {surface.TargetElement}" : surface.Batch)}&gt;</c> needs to train this module with an optimizer of TorchSharp.");

    public Member From => new(MemberKind.OfTarget, $"static {TorchNames.Root} From", [new(model, "model"), s_device with { Documentation = "" }, s_type with { Documentation = "" }], "A module with a copy of a model's parameters.");

    public Member ToModel => new(MemberKind.OfTarget, $"{model} ToModel", [], "A model of the CPU target with a copy of the parameters, in 32 bits.");

    public IReadOnlyList<(Member Save, Member Load)> Files =>
    [
        .. new[] { new MemberParameter("string", "path"), new MemberParameter("global::System.IO.Stream", "stream") }.Select(file => (
            new Member(MemberKind.OfTarget, "void SaveSafetensors", [file], $"Writes the weights in the safetensors format: the same {(file.Name == "path" ? "file" : "bytes")} as the CPU target's <c>Save</c>."),
            new Member(MemberKind.OfTarget, "void LoadSafetensors", [file], "Reads weights that any target wrote, or a published checkpoint of this architecture; on failure nothing has changed.") { Throws = [(Format, Damaged)] })),
    ];

    /// <summary>All of them, for the class that stands in.</summary>
    public IEnumerable<Member> All =>
    [
        Construct with { ThrowTail = $": base({Literals.Text(surface.Name)})" }, Device, DType, Forward, Predict,
        .. surface.HasLoss ? new[] { ComputeLoss, TrainingStep, TrainWith } : [],
        From, ToModel, .. Files.SelectMany(file => new[] { file.Save, file.Load }),
    ];

    /// <summary>The method that brings an input to the module's device and type.</summary>
    public string Preparation(SurfaceTensor input) => "Prepare" + (input.Element == "int" && (all ?? surface.Inputs).Any(other => other.HasGradient) ? "Ids" : "");

    /// <summary>An input as the module takes it.</summary>
    public string Prepared(SurfaceTensor input) => $"{Preparation(input)}({CSharpNames.Escape(input.Parameter)})";

    private static MemberParameter Given(SurfaceTensor input) =>
        new(Tensor, input.Parameter, $"{input.Expected}, on any device{(input.Element == "int" ? ", of an integer type" : "")}.");

    private static MemberParameter Batch(SurfaceTensor tensor) => new(Tensor, tensor.Parameter, $"{(tensor.Type is null ? "" : Literals.Xml(Surface.Expected(tensor.Type)))}, on any device.");
}
