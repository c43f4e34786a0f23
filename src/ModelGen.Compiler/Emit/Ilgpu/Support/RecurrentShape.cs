using ILGPU;

namespace ModelGen.Gpu;

/// <summary>The sizes of a recurrent layer in one direction, made of what its kernels take.</summary>
/// <param name="Kind">0: plain, 1: LSTM, 2: GRU.</param>
/// <param name="Reverse">1: from the last step to the first.</param>
internal readonly record struct RecurrentShape(int Kind, int Reverse, int Length, int Hidden)
{
    public RecurrentShape(Index3D steps, int hidden)
        : this(steps.X, steps.Y, steps.Z, hidden)
    {
    }

    public Index3D Steps => new(Kind, Reverse, Length);

    /// <summary>Numbers of a step's gates.</summary>
    public int Width => Hidden * (Kind == 0 ? 1 : Kind == 1 ? 4 : 3);
}
