using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.Onnx;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Passes.Checkpoints;
using ModelGen.Compiler.Presets;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler;

/// <summary>
/// The compiler as a pure function: the same specification gives the same text and the same errors. This file is the list of its steps:
/// <see cref="Compile"/> from a specification to the files of all targets, <see cref="Plan"/> from a graph to passes over planned memory.
/// </summary>
public static class ModelCompiler
{
    // Beside the CPU's, for models that ask for them.
    private static readonly Target[] s_targets =
    [
        new(TorchTarget.Name, TorchTarget.Package, model => model, op => op is ITorchOp, TorchTarget.Fault, (model, environment) => new(TorchTarget.Emit(model, environment.TorchSharpVersion!))) { Trains = true },
        new(GpuTarget.Name, GpuTarget.Package, FuseRotary.Run, op => op is IIlgpuOp, (spec, model, _) => GpuTarget.Fault(spec, model), (model, _) => GpuTarget.Emit(PlanGpu(model))) { Trains = true },
        new(OnnxTarget.Name, (_, _) => null, OnnxTarget.Prepare, op => op is IOnnxOp, (_, _, _) => null, (model, _) => new(OnnxTarget.Emit(model))),
    ];

    /// <summary>Compiles a model. Never throws: an internal failure is MGEN9001.</summary>
    /// <returns>The emitted files, which after an error offer the same public members with bodies that throw; and the errors.</returns>
    public static Result<CompiledModel> Compile(ModelSpec spec, TargetEnvironment environment) => Run(spec, environment, emits: true);

    /// <summary>The errors of <see cref="Compile"/>, without the text: a failure while it is written stands in what is emitted, as <c>#error</c>.</summary>
    public static EquatableArray<ModelError> Check(ModelSpec spec, TargetEnvironment environment) => Run(spec, environment, emits: false).Errors;

    private static Result<CompiledModel> Run(ModelSpec spec, TargetEnvironment environment, bool emits)
    {
        try
        {
            (LoweredModel? model, IReadOnlyList<ModelError> errors) = Lower.Run(spec);
            if (model is null)
            {
                return Failed(spec, errors, environment, emits);
            }

            // Planning takes longer than all checks, and finds only models that are too large.
            PlannedModel? plan = emits || MemoryBound.IsNear(model) ? PlanCpu(model) : null;
            if (plan?.Fault is { } fault)
            {
                return Failed(spec, [fault], environment, emits);
            }

            var files = new List<EmittedFile>(emits ? CpuTarget.Emit(plan!) : default);
            var refused = new List<ModelError>();
            foreach (Target target in s_targets.Where(target => spec.Backends.Contains(target.Name)))
            {
                // An error of one target leaves the others whole.
                try
                {
                    (EquatableArray<EmittedFile> own, ModelError? error) = target.Emit(spec, model, environment, emits);
                    files.AddRange(own);
                    refused.AddRange(error is null ? [] : [error]);
                }
                catch (Exception exception)
                {
                    refused.Add(Internal(spec.Type, exception));
                    files.Add(new($"{spec.Type.Key}.{target.Name}.g.cs", FallbackWriter.Failure(refused[refused.Count - 1]) + "\n"));
                }
            }

            refused.AddRange(spec.Weights is { } weights ? CheckWeights.Run(weights, model) : []);
            return new(new(new([.. files])), new([.. refused, .. Advise.Run(spec, [.. model.Main.Outputs.Select(output => output.Type)])]));
        }
        catch (Exception exception)
        {
            return Failed(spec, [Internal(spec.Type, exception)], environment, emits);
        }
    }

    /// <summary>The files of one target beside the CPU's, of a graph however it was made.</summary>
    /// <returns>Nothing and the reason, where the target does not have an op.</returns>
    internal static (EquatableArray<EmittedFile> Files, ModelError? Error) EmitFor(string target, LoweredModel model, TargetEnvironment environment) =>
        s_targets.Single(each => each.Name == target).Emit(new(model.Type, default), model, environment, emits: true);

    /// <summary>The passes of the CPU target.</summary>
    /// <param name="fuse">False: one kernel for each op, the oracle of tests.</param>
    internal static PlannedModel PlanCpu(LoweredModel model, bool fuse = true) =>
        Plan(ForCpu(model), fuse, branches: true) with { Entries = [.. model.Entries.Select(entry => PlanPrediction(ForCpu(entry), fuse))] };

    private static PlannedModel PlanGpu(LoweredModel model) =>
        Plan(model, vectors: true, masks: !GpuTarget.IsPlain(model), branches: true) with { Entries = [.. model.Entries.Select(entry => PlanPrediction(entry, fuse: true, vectors: true))] };

    private static LoweredModel ForCpu(LoweredModel model) => Decompose.Run(PackAttention.Run(model), op => op is ICpuOp);

    /// <summary>The passes of targets that call kernels over planned memory: prediction, both directions of training, decoding.</summary>
    /// <param name="model">Of ops that the target has.</param>
    /// <param name="fuse">False: one kernel for each op.</param>
    /// <param name="vectors">See <see cref="Slots"/>.</param>
    /// <param name="masks">See <see cref="LossPass"/>.</param>
    /// <param name="branches">The target has passes over branches.</param>
    private static PlannedModel Plan(LoweredModel model, bool fuse = true, bool vectors = false, bool masks = true, bool branches = false)
    {
        Graph prediction = Verify.Run(StripTraining.Run(model.Main));
        Graph? decoding = DecodeGraph.Run(model, prediction), branching = branches ? DecodeGraph.Run(model, prediction, branches) : null;
        return new(
            model,
            [.. prediction.WithCallees().Select(Once)],
            [.. model.Main.WithCallees().Select(BothWays)],
            decoding is null ? [] : [.. Verify.Run(decoding).WithCallees().Select(Once)])
        {
            Branching = branching is null ? [] : [.. Verify.Run(branching).WithCallees().Where(graph => !Constants.IsWhole(graph)).Select(graph => ModelCompiler.Once(graph, fuse, vectors, isFirst: false))],
            Loss = model.Objective is null ? null : Loss(),
        };

        PlannedPass Once(Graph graph) => ModelCompiler.Once(graph, fuse, vectors);

        PlannedLoss Loss()
        {
            LossGraph loss = LossPass.Run(model, masks);
            return new(loss, new(loss.Graph, loss.Graph.Nodes, PlanMemory.Prediction(loss.Graph, vectors)));
        }

        PlannedTraining BothWays(Graph graph)
        {
            bool isMain = graph == model.Main;
            TrainingGraph derived = Verify.Run(Differentiate.Run(graph));
            TrainingGraph fused = fuse ? Fuse.Run(derived) : derived;
            TrainingGraph ordered = Verify.Run(isMain ? InputGradientLast.Run(fused) : fused);
            return new(ordered, PlanMemory.Training(ordered, isMain, vectors));
        }
    }

    private static PlannedModel PlanPrediction(LoweredModel model, bool fuse, bool vectors = false) =>
        new(model, [.. Verify.Run(StripTraining.Run(model.Main)).WithCallees().Select(graph => Once(graph, fuse, vectors))], [], []);

    private static PlannedPass Once(Graph graph, bool fuse, bool vectors, bool isFirst = true)
    {
        // The call nodes name the unfused graph, which stays the block's identity.
        Graph live = Constants.First(graph with { Nodes = RemoveDead.Run(graph.Nodes, graph.Outputs) });
        Graph fused = fuse ? Fuse.Run(live) : live;
        Verify.Run(fused with { Children = [] });
        return new(graph, fused.Nodes, PlanMemory.Prediction(fused, vectors, isFirst));
    }

    /// <summary>The layers and blocks that a preset stands for: written out, they are the same model, with the same names, values and numbers.</summary>
    /// <returns>Null for a model without a preset, and for one with an error.</returns>
    public static ModelSpec? Expand(ModelSpec spec)
    {
        try
        {
            return spec.Layers.Any(Roles.IsPreset) && Lower.Run(spec).Model is not null ? ExpandPreset.Run(spec).Spec : null;
        }
        catch (Exception)
        {
            return null; // Compile says it
        }
    }

    /// <summary>The first block that asks for sizes and was not read for the types that it is used with; null where there is none.</summary>
    public static MissingVariant? Unread(ModelSpec spec)
    {
        if (!spec.Blocks.Any(block => block.AsksForSizes))
        {
            return null;
        }

        try
        {
            var missing = new List<MissingVariant>();
            Lower.Run(spec, missing);
            return missing.FirstOrDefault();
        }
        catch (Exception)
        {
            return null; // Compile says it
        }
    }

    /// <summary>The type of each value of a model's graph method, one example's shape: <c>[C:16, H:64, W:64]</c>; null where it has none after an error.</summary>
    public static IReadOnlyList<string?> Shapes(ModelSpec spec)
    {
        try
        {
            return spec.Graph is { } graph ? [.. new GraphSizes().Types(spec, graph).Select(type => type.IsUnknown ? null : type.ExampleText)] : [];
        }
        catch (Exception)
        {
            return []; // Compile says it
        }
    }

    /// <summary>What each layer of a pipeline gives, one example's shape: <c>[F:64]</c>; of none after an error.</summary>
    public static IReadOnlyList<(SourceRef Layer, string Shape)> LayerShapes(ModelSpec spec)
    {
        try
        {
            return spec.Graph is null && !spec.Layers.Any(Roles.IsPreset) && Lower.Run(spec).Model is { } model
                ? [.. spec.Layers.Where(Roles.IsLayer).Zip(model.Rows, (layer, row) => (layer.Source, row.Output))] : [];
        }
        catch (Exception)
        {
            return []; // Compile says it
        }
    }

    /// <summary>Code that all models on a GPU share: emitted once for a compilation that <see cref="NeedsGpuSupport"/>.</summary>
    public static IReadOnlyList<EmittedFile> GpuSupport => SupportCode.Files;

    /// <summary>One of the models asks for the ILGPU target, and its packages are referenced.</summary>
    public static bool NeedsGpuSupport(IEnumerable<ModelSpec> models, TargetEnvironment environment) =>
        environment.HasIlgpu && models.Any(model => model.Backends.Contains(GpuTarget.Name));

    /// <summary>The public members of all targets, with bodies that throw.</summary>
    private static Result<CompiledModel> Failed(ModelSpec spec, IReadOnlyList<ModelError> errors, TargetEnvironment environment, bool emits)
    {
        if (!emits)
        {
            return new(new(default), new([.. errors]));
        }

        ModelError? first = errors.FirstOrDefault();
        var files = new List<EmittedFile>(FallbackWriter.Emit(spec, first));
        if (files.Count > 0)
        {
            (Surface surface, string exception) = (Surface.Guess(spec), FallbackWriter.Throw(spec, first));
            if (spec.Backends.Contains(TorchTarget.Name) && environment.TorchSharpVersion is not null)
            {
                files.Add(TorchFallback.Write(spec, surface, exception));
            }

            if (spec.Backends.Contains(GpuTarget.Name) && environment.HasIlgpu)
            {
                files.Add(GpuFallback.Write(spec, surface, exception));
            }

            if (spec.Backends.Contains(OnnxTarget.Name))
            {
                files.Add(OnnxTarget.Fallback(spec, exception));
            }
        }

        return new(new(new([.. files])), new([.. errors]));
    }

    /// <summary>Checks a block that no model need use: its values, not its shapes.</summary>
    public static EquatableArray<ModelError> CheckBlock(BlockSpec block, EquatableArray<BlockSpec> reachable)
    {
        try
        {
            return Layers.CheckBlock.Run(block, reachable);
        }
        catch (Exception exception)
        {
            return new(Internal(block.Type, exception));
        }
    }

    private static ModelError Internal(TypeSpec type, Exception exception) => new(
        ErrorId.Internal,
        new SourceRef(type.Key, SourceRef.ClassName),
        $"The compiler failed on {type.Name}, which is a bug of ModelGen: please report it with the declaration ({exception.GetType().Name}: {exception.Message.Split('\n').First()})");
}
