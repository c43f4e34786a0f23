using System.Collections.Generic;
using ModelGen.Training;

namespace ModelGen.Equality;

/// <summary>TorchSharp, as the target that is compared with the CPU's.</summary>
internal static class Target
{
    public const Backend Here = Backend.TorchSharp;

    /// <summary>Random inputs of each model.</summary>
    public const int Seeds = 5;

    /// <summary>Layers that the target cannot express (MGEN3002).</summary>
    public static IReadOnlyList<string> Missing { get; } = [];

    /// <summary>The same of graphs.</summary>
    public static IReadOnlyList<string> MissingGraphs { get; } = [];

    /// <summary>Reference cases of graph methods with something that the target does not have.</summary>
    public static IReadOnlyList<string> MissingGolden { get; } = [];

    /// <summary>Models of tests/Backends/GraphMethods that draw random numbers: the target's are its own.</summary>
    public static IReadOnlyList<string> MissingMethods { get; } = ["NoisyAutoencoder"];

    public static IEnumerable<EqualityCase> More => [.. WindowCases.All, .. RecurrentCases.All];

    public static IEnumerable<GoldenCase> MoreGolden => [.. WindowGoldenCases.All, .. RecurrentGoldenCases.All];

    public static IOtherTarget<TInput, TTarget> Of<TModel, TInput, TTarget>(TModel model)
        where TModel : ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
        => new TorchTarget<TModel, TInput, TTarget>(model);
}
