namespace ModelGen.Cpu;

/// <summary>A function of up to six floats, for whole registers: the first <see cref="Inputs"/> arguments count.</summary>
internal interface IMapN
{
    static abstract int Inputs { get; }

    static abstract T Apply<T>(T a, T b, T c, T d, T e, T f)
        where T : unmanaged, IVectorMath<T>;
}
