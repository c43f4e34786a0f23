using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler;

/// <summary>The compiler as a pure function: the same specification gives the same text and the same errors.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model. Never throws: an internal failure is MGEN9001.</summary>
    public static Result<CompiledModel> Compile(ModelSpec spec, TargetEnvironment environment)
        => new(new CompiledModel(default));

    /// <summary>Checks a block that no model need use: its values, not its shapes.</summary>
    public static EquatableArray<ModelError> CheckBlock(BlockSpec block, EquatableArray<BlockSpec> reachable) => default;
}
