namespace ModelGen.Cpu;

/// <summary>A function of two floats, for whole registers.</summary>
internal interface IMap2
{
    T Apply<T>(T a, T b)
        where T : unmanaged, ILanes<T>;
}
