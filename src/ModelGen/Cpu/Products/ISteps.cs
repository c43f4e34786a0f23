namespace ModelGen.Cpu.Products;

/// <summary>How the steps of k of the second operand lie in memory, as a type, so that the JIT compiles the micro-kernel for each.</summary>
internal interface ISteps
{
    /// <summary>Step k begins where a table says; otherwise the steps are equally far apart.</summary>
    static abstract bool AreTabled { get; }
}

/// <summary>Packed, or the rows of a matrix.</summary>
internal readonly struct EvenSteps : ISteps
{
    public static bool AreTabled => false;
}

/// <summary>The taps of a filter on an image.</summary>
internal readonly struct TabledSteps : ISteps
{
    public static bool AreTabled => true;
}
