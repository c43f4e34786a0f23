namespace ILGPU;

public static class AlgorithmContext
{
    public static Context.Builder EnableAlgorithms(this Context.Builder builder)
    {
        builder.HasAlgorithms = true;
        return builder;
    }
}
