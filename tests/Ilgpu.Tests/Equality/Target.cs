using System.Collections.Generic;
using ModelGen.Training;

namespace ModelGen.Equality;

/// <summary>ILGPU, as the target that is compared with the CPU's.</summary>
internal static class Target
{
    public const Backend Here = Backend.Ilgpu;

    /// <summary>Random inputs of each model.</summary>
    public const int Seeds = 2;

    /// <summary>Layers without kernels (MGEN3002). Whoever writes the kernels takes the name off here and adds the models in tests/Backends/Equality that have the layer.</summary>
    public static IReadOnlyList<string> Missing { get; } =
    [
        "Conv1d", "MaxPool1d", "AvgPool1d", "ConvTranspose1d",

        // Made of what has kernels, and not compared here yet.
        "DepthwiseConv2d", "Pad2d", "AdaptiveAvgPool2d", "InstanceNorm", "Identity", "RepeatVector",
    ];

    /// <summary>The same of graphs.</summary>
    public static IReadOnlyList<string> MissingGraphs { get; } = [];

    /// <summary>Reference cases of graph methods with something that the target does not have.</summary>
    public static IReadOnlyList<string> MissingGolden { get; } = [];

    /// <summary>Models of tests/Backends/GraphMethods with something that the target does not have.</summary>
    public static IReadOnlyList<string> MissingMethods { get; } = [];

    public static IEnumerable<EqualityCase> More => [.. ImageCases.All, .. RecurrentCases.All];

    public static IEnumerable<GoldenCase> MoreGolden => [.. ImageCases.Golden, .. RecurrentGoldenCases.All];

    public static IOtherTarget<TInput, TTarget> Of<TModel, TInput, TTarget>(TModel model)
        where TModel : ITrainable<TInput, TTarget>
        where TInput : unmanaged
        where TTarget : unmanaged
        => new GpuTarget<TModel, TInput, TTarget>(model);
}
