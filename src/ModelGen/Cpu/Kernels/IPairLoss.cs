namespace ModelGen.Cpu;

/// <summary>A loss of one output and one target, for whole registers.</summary>
internal interface IPairLoss
{
    static abstract T Loss<T>(T x, T target)
        where T : unmanaged, ILanes<T>;

    /// <summary>dLoss/dx · scale.</summary>
    static abstract T Gradient<T>(T x, T target, T scale)
        where T : unmanaged, ILanes<T>;
}
