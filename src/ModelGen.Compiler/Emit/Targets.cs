using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Emit.Ilgpu;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit;

/// <summary>The CPU target, which is always emitted, and those that the model asks for beside it.</summary>
internal static class Targets
{
    /// <returns>The files of all targets that could be emitted; an error of one leaves the others whole.</returns>
    public static Result<CompiledModel> Emit(ModelSpec spec, CpuPlan plan, TargetEnvironment environment)
    {
        var files = new List<EmittedFile>(CpuTarget.Emit(plan));
        var errors = new List<ModelError>();
        if (spec.Backends.Contains(TorchTarget.Name))
        {
            Add(() =>
            {
                (EmittedFile? file, ModelError? error) = TorchTarget.Emit(spec, plan.Model, environment.TorchSharpVersion);
                return (file is null ? default : new(file), error);
            }, spec, files, errors);
        }

        if (spec.Backends.Contains(GpuTarget.Name))
        {
            Add(() => GpuTarget.Emit(spec, plan.Model, environment), spec, files, errors);
        }

        return new(new(new([.. files])), new([.. errors]));
    }

    /// <summary>The public members of all targets, with bodies that throw.</summary>
    public static EquatableArray<EmittedFile> Fallback(ModelSpec spec, ModelError? error, TargetEnvironment environment)
    {
        EquatableArray<EmittedFile> files = FallbackWriter.Emit(spec, error);
        if (files.Count == 0)
        {
            return files;
        }

        (Surface surface, string exception) = (Surface.Guess(spec), FallbackWriter.Throw(spec, error));
        EmittedFile[] torch = spec.Backends.Contains(TorchTarget.Name) && environment.TorchSharpVersion is not null ? [TorchFallback.Write(spec, surface, exception)] : [];
        EmittedFile[] gpu = spec.Backends.Contains(GpuTarget.Name) && environment.HasIlgpu ? [GpuFallback.Write(spec, surface, exception)] : [];
        return new([.. files, .. torch, .. gpu]);
    }

    private static void Add(Func<(EquatableArray<EmittedFile> Files, ModelError? Error)> emit, ModelSpec spec, List<EmittedFile> files, List<ModelError> errors)
    {
        try
        {
            (EquatableArray<EmittedFile> own, ModelError? error) = emit();
            files.AddRange(own);

            if (error is not null)
            {
                errors.Add(error);
            }
        }
        catch (Exception exception)
        {
            errors.Add(ModelCompiler.Internal(spec.Type, exception));
        }
    }
}
