namespace ILGPU;

public static class AlgorithmContext
{
    /// <summary>The stand-in has them always.</summary>
    public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
}
