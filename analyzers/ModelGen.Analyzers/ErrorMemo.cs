using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using ModelGen.Compiler;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers;

/// <summary>
/// What the compiler said about specifications that it has seen. An editor has a new compilation after each key, in which hardly ever a model
/// has changed. Specifications are values without symbols or text, so they may outlive the compilation that they were read from.
/// </summary>
/// <param name="capacity">More models than a project has: one that does not fit would be compiled again after each key.</param>
internal sealed class ErrorMemo(int capacity = 8192)
{
    private readonly ConcurrentDictionary<(ModelSpec Spec, TargetEnvironment Environment), Lazy<EquatableArray<ModelError>>> _known = new();
    private int _compiled;

    /// <summary>How often the compiler ran: what tests and benchmarks look at.</summary>
    public int Compiled => Volatile.Read(ref _compiled);

    public EquatableArray<ModelError> Of(ModelSpec spec, TargetEnvironment environment)
    {
        if (_known.Count >= capacity)
        {
            _known.Clear();
        }

        // Classes are analyzed side by side, and a block asks for its users: whoever comes second waits instead of compiling the same again.
        EquatableArray<ModelError> errors = _known.GetOrAdd((spec, environment), key => new(() => Compile(key.Spec, key.Environment))).Value;
        if (errors.Any(error => error.Id == ErrorId.Internal))
        {
            _known.TryRemove((spec, environment), out _); // memory may have been short
        }

        return errors;
    }

    private EquatableArray<ModelError> Compile(ModelSpec spec, TargetEnvironment environment)
    {
        Interlocked.Increment(ref _compiled);
        return ModelCompiler.Check(spec, environment);
    }
}
