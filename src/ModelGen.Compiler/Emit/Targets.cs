using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Cpu;
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
            Add(() => TorchTarget.Emit(spec, plan.Model, environment.TorchSharpVersion), spec, files, errors);
        }

        return new(new(new([.. files])), new([.. errors]));
    }

    /// <summary>The public members of all targets, with bodies that throw.</summary>
    public static EquatableArray<EmittedFile> Fallback(ModelSpec spec, ModelError? error, TargetEnvironment environment)
    {
        EquatableArray<EmittedFile> files = FallbackWriter.Emit(spec, error);
        return files.Count > 0 && spec.Backends.Contains(TorchTarget.Name) && environment.TorchSharpVersion is not null
            ? new([.. files, TorchFallback.Write(spec, Surface.Guess(spec), FallbackWriter.Throw(spec, error))])
            : files;
    }

    private static void Add(Func<(EmittedFile? File, ModelError? Error)> emit, ModelSpec spec, List<EmittedFile> files, List<ModelError> errors)
    {
        try
        {
            (EmittedFile? file, ModelError? error) = emit();
            if (file is not null)
            {
                files.Add(file);
            }

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
