namespace ModelGen.Cpu;

/// <summary>A function of one float, for whole registers.</summary>
internal interface IMap
{
    T Apply<T>(T x)
        where T : unmanaged, ILanes<T>;
}
