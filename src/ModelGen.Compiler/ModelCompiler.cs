using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Presets;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler;

/// <summary>
/// The compiler as a pure function: the same specification gives the same text and the same errors. Specification -> graph
/// (Lower) -> per target: gradients (Differentiate), fused kernels (Fuse), places in memory (PlanMemory) -> C# (Emit).
/// </summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model. Never throws: an internal failure is MGEN9001.</summary>
    /// <returns>The emitted files, which after an error offer the same public members with bodies that throw; and the errors.</returns>
    public static Result<CompiledModel> Compile(ModelSpec spec, TargetEnvironment environment)
    {
        try
        {
            (LoweredModel? model, IReadOnlyList<ModelError> errors) = Lower.Run(spec);
            if (model is null)
            {
                return Failed(spec, errors, environment);
            }

            CpuPlan plan = CpuPlan.Make(model);
            if (plan.Fault is { } fault)
            {
                return Failed(spec, [fault], environment);
            }

            Result<CompiledModel> emitted = Targets.Emit(spec, plan, environment);
            return emitted with { Errors = new([.. emitted.Errors, .. Advise.Run(spec, model.Main.Output.Type)]) };
        }
        catch (Exception exception)
        {
            return Failed(spec, [Internal(spec.Type, exception)], environment);
        }
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

    /// <summary>Code that all models on a GPU share: emitted once for a compilation that <see cref="NeedsGpuSupport"/>.</summary>
    public static IReadOnlyList<EmittedFile> GpuSupport => SupportCode.Files;

    /// <summary>One of the models asks for the ILGPU target, and its packages are referenced.</summary>
    public static bool NeedsGpuSupport(IEnumerable<ModelSpec> models, TargetEnvironment environment) =>
        environment.HasIlgpu && models.Any(model => model.Backends.Contains(GpuTarget.Name));

    private static Result<CompiledModel> Failed(ModelSpec spec, IReadOnlyList<ModelError> errors, TargetEnvironment environment) =>
        new(new(Targets.Fallback(spec, errors.FirstOrDefault(), environment)), new([.. errors]));

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

    internal static ModelError Internal(TypeSpec type, Exception exception) => new(
        ErrorId.Internal,
        new SourceRef(type.Key, SourceRef.ClassName),
        $"The compiler failed on {type.Name}, which is a bug of ModelGen: please report it with the declaration ({exception.GetType().Name}: {exception.Message.Split('\n').First()})");
}
