using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Dropout of probabilities in tiles whose lanes are queries.</summary>
internal readonly unsafe struct AttentionDropout
{
    private readonly ulong _key;
    private readonly uint _threshold;
    private readonly float _scale;

    public AttentionDropout(float rate, ulong key)
        => (IsOn, _key, _threshold, _scale) = (rate > 0, key, DropoutKernels.Threshold(rate), DropoutKernels.Scale(rate));

    public bool IsOn { get; }

    /// <summary>
    /// Drops and scales one key's row of a tile in place.
    /// </summary>
    /// <param name="row">[lanes]: one key against consecutive queries.</param>
    /// <param name="index">The random index of lane 0.</param>
    /// <param name="step">The distance of the lanes' indices: the number of keys.</param>
    /// <param name="lanes">A multiple of the register.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<T>(float* row, ulong index, uint step, int lanes)
        where T : unmanaged, ILanes<T>
    {
        T scale = T.Of(_scale);
        for (int i = 0; i < lanes; i += T.Count)
        {
            ulong first = index + ((ulong)i * step), last = first + ((ulong)(T.Count - 1) * step);
            if (first >> 32 == last >> 32)
            {
                (uint a, uint b) = CounterRandom.Words(_key, (uint)(first >> 32));
                T.Keep(T.Load(row + i) * scale, a, b, (uint)first, step, _threshold).Store(row + i);
            }
            else
            {
                for (int lane = 0; lane < T.Count; lane++)
                {
                    bool kept = CounterRandom.Hash(_key, first + ((ulong)lane * step)) >= _threshold;
                    row[i + lane] = kept ? row[i + lane] * _scale : 0;
                }
            }
        }
    }
}
