namespace ModelGen.Cpu;

/// <summary>What a reduction makes of two numbers.</summary>
internal interface IReduction
{
    /// <summary>What changes nothing.</summary>
    static abstract float Start { get; }

    static abstract T Join<T>(T a, T b)
        where T : unmanaged, ILanes<T>;

    /// <summary>All lanes as one.</summary>
    static abstract float Last<T>(T a)
        where T : unmanaged, ILanes<T>;

    static abstract float Join(float a, float b);
}
