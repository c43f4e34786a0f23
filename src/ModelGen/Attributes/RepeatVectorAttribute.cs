namespace ModelGen;

/// <summary>The same features at each of <c>count</c> steps: [F] -> [T, F].</summary>
/// <param name="count">Steps; a number that is known.</param>
public sealed class RepeatVectorAttribute(int count) : LayerAttribute
{
    /// <summary>Steps.</summary>
    public int Count { get; } = count;
}
