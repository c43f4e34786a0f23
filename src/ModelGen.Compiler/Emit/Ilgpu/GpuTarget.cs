using System.Linq;
using ModelGen.Compiler.Emit.Ilgpu.Kernels;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>A nested <c>Gpu</c>: host code that runs planned passes of kernels on any accelerator that ILGPU drives.</summary>
internal static class GpuTarget
{
    public const string Name = "Ilgpu";

    public const string Usings = "using Cpu = global::ModelGen.Cpu;\nusing Gpu = global::ModelGen.Gpu;\nusing Il = global::ILGPU;";

    /// <summary>The classes that stand in the session.</summary>
    public static string[] Classes { get; } = ["Passes", "TensorPasses", "Kernels", "Decoder"];

    /// <summary>MGEN3001; null where the packages are referenced.</summary>
    public static ModelError? Package(ModelSpec spec, TargetEnvironment environment) => environment.HasIlgpu ? null : new(
        ErrorId.PackageMissing,
        new SourceRef(spec.Type.Key, SourceRef.BackendsAttribute),
        $"Backend.Ilgpu of {spec.Type.Name} needs the package ILGPU.Algorithms (which brings ILGPU): dotnet add package ILGPU.Algorithms");

    /// <summary>The first op of a size that no kernel has; null where there is none.</summary>
    public static ModelError? Fault(ModelSpec spec, LoweredModel model)
    {
        foreach (Node node in model.Main.WithCallees().SelectMany(graph => graph.Nodes))
        {
            if ((node.Op as IIlgpuLimit)?.Limit(node) is { } limit)
            {
                SourceRef place = node.Layer?.Source.At(limit.Argument) ?? new(spec.Type.Key, SourceRef.BackendsAttribute);
                return new(ErrorId.NotOnTarget, place, $"Backend.{Name} {limit.Fault}");
            }
        }

        return null;
    }

    /// <summary>One input, one output, and at most one loss, whose shares the host finds.</summary>
    public static bool IsPlain(LoweredModel model) => model.Inputs.Count == 1 && model.Main.Outputs.Count == 1 && (model.Objective is null || (model.Loss is not null && model.Targets.Count == 1));

    public static EquatableArray<EmittedFile> Emit(PlannedModel planned)
    {
        LoweredModel model = planned.Model;
        GpuPlan plan = GpuPlan.Make(model.Inputs.Count == 1 ? planned : planned with { Decoding = [], Branching = [] });
        var kernels = new KernelSet();
        var format = PassFormat.Of(model, !IsPlain(model) ? Target(kernels) with { Emit = method => Into(new(method, kernels) { SharesAreGiven = false }) } : Target(kernels) with { LossParameters = model.Loss is { TakesIds: false } ? ["int width", "float scale"] : ["float scale"] });
        long context = model.Inputs[0].Context;
        var tensors = TensorPlan.OfPrediction([.. plan.Passes.Prediction, .. plan.Passes.Decoding], context);
        var training = TensorPlan.OfTraining(plan.Passes.Training, context);
        var steps = TensorPlan.OfPrediction(plan.Steps, context);
        var branches = TensorPlan.OfPrediction(plan.Passes.Branching, context);
        PassFormat tensorFormat = format with { Target = TensorTarget(kernels, pass => pass switch { "Forward" or "Backward" => training, "Step" => steps, PassFormat.Branch => branches, _ => tensors }) };

        // The passes first: they say which kernels there must be.
        EmittedFile passes = File(model, ".Passes", format.Legend + "; every buffer is a view of one arena, its offset planned by the compiler.", code =>
        {
            PassesWriter.Passes(code, format, plan.Passes, plan.Steps, own => Sizes(own, plan, format));
        });
        EmittedFile tensorPasses = File(model, ".TensorPasses", "The passes in 16 bits. " + format.Legend + ".", code =>
        {
            PassesWriter.Passes(code, tensorFormat, plan.Passes with { Loss = null }, plan.Steps, own =>
            {
                Operand(own, "Operand", [tensors, steps, branches], tensorFormat);
                Operand(own, "TrainingOperand", [training], tensorFormat);
            });
        });
        EmittedFile[] entries = [.. planned.Entries.Select(entry => Entry(entry, kernels))];
        EmittedFile session = EmittedType.File(model.Type, ".Gpu", "", "", IsPlain(model) ? new SessionWriter(plan, format).Write : new GpuGraphWriter(plan, format).Write, Usings);
        EmittedFile kernelFile = File(model, ".Kernels", "Kernels with the model's constants in them, each with its launcher; those without constants are the support code's.", code =>
        {
            code.Line("/// <summary>Kernels, each with its launcher.</summary>");
            using (code.Block("private static class Kernels"))
            {
                kernels.Write(code);
            }
        });
        return new([session, passes, tensorPasses, .. entries, kernelFile]);
    }

    // A further graph method: its prediction and the passes behind it.
    private static EmittedFile Entry(PlannedModel plan, KernelSet kernels)
    {
        string name = plan.Model.Main.Name;
        var format = PassFormat.Of(plan.Model, Target(kernels) with { Class = name + "Passes", Summary = $"The passes of {name}." });
        return File(plan.Model, ".Predict" + name, format.Legend + ".", code =>
        {
            new GpuGraphWriter(new(plan, []), format, name).WriteEntry(code);
            PassesWriter.Passes(code, format, plan, [], own => Largest(own, plan.Prediction.SelectMany(pass => pass.Nodes), plan.Model, format));
        });
    }

    private static void Largest(CodeWriter code, System.Collections.Generic.IEnumerable<Node> nodes, LoweredModel model, PassFormat format)
    {
        code.Line("/// <summary>The numbers of the largest tensor.</summary>");
        string[] counts = [.. nodes.SelectMany(node => node.Outputs).Select(value => value.Type.Count).Concat(model.Inputs.Select(input => input.Type.Count))
            .Select(count => count.ToString()).Distinct().OrderBy(text => text, System.StringComparer.Ordinal)];
        string largest = counts.Aggregate((text, count) => $"global::System.Math.Max({text}, {count})");
        code.Line($"internal static long Largest({format.SizeParameters}) => {largest};").Line();
    }

    // What the session needs to know besides, within the class of the passes.
    private static void Sizes(CodeWriter code, GpuPlan plan, PassFormat format)
    {
        Largest(code, plan.Passes.Training.SelectMany(pass => pass.Graph.Forward.Nodes.Concat(pass.Graph.Backward)), plan.Model, format);
        if (IsPlain(plan.Model))
        {
            code.Line("/// <summary>Where the model's output lies within the saved region.</summary>");
            PassesWriter.OutputOffset(code, format, plan.Passes.Training.Last());
        }
    }

    private static void Operand(CodeWriter code, string name, TensorPlan[] plans, PassFormat format)
    {
        code.Line("/// <summary>The numbers of the largest operands that must be rounded before they are multiplied.</summary>");
        string[] counts = [.. plans.SelectMany(plan => plan.Operands).Select(count => count.ToString()).Append("0").Distinct().OrderBy(text => text, System.StringComparer.Ordinal)];
        code.Line($"internal static long {name}({format.SizeParameters}) => {counts.Aggregate((text, count) => $"global::System.Math.Max({text}, {count})")};").Line();
    }

    private static EmittedFile File(LoweredModel model, string part, string header, System.Action<CodeWriter> body) =>
        EmittedType.File(model.Type, ".Gpu" + part, header, "", code =>
        {
            using (code.Block("public sealed partial class Gpu"))
            {
                body(code);
            }
        }, Usings);

    private static System.Action<Node> Into(GpuCalls calls) =>
        node => (node.Op as IIlgpuOp ?? throw new System.InvalidOperationException($"The ILGPU target has no {node.Op.Name}")).Emit(calls, node);

    private static PassTarget TensorTarget(KernelSet kernels, System.Func<string, TensorPlan> plan) => Target(kernels) with
    {
        Class = "TensorPasses",
        Summary = "As the passes in 32 bits, products and attention on rounded operands.",
        Context = ["Gpu::GpuDevice device", "Gpu::GpuWeights weights", "Gpu::GpuTensors tensors"],
        ContextArguments = ["device", "weights", "tensors"],
        Emit = method => Into(new(method, kernels, plan(method.Pass))),
    };

    private static PassTarget Target(KernelSet kernels) => new(
        "Passes",
        "The passes for a GPU: launches of kernels over planned memory.",
        ["Gpu::GpuDevice device", "Gpu::GpuWeights weights"],
        ["device", "weights"],
        element => $"Il::ArrayView<{element}>",
        "Il::ArrayView<float>",
        "SubView",
        "long",
        (buffer, offset) => $"{buffer}.SubView({offset})",
        member => $"weights.Value(p.{member})",
        name => $"{name}.Length > 0",
        "Gpu::ElementwiseKernels.Copy",
        "Gpu::ElementwiseKernels.Add",
        name => $"device.Clear({name})",
        method => Into(new(method, kernels))) { HasEmptyParts = false, Branches = "Gpu::GpuBranches" };
}
