namespace ILGPU;

public interface IStride1D
{
    int XStride { get; }
}

public static class Stride1D
{
    public readonly struct Dense : IStride1D
    {
        public int XStride => 1;
    }

    public readonly struct General(Index1D stride) : IStride1D
    {
        public int XStride { get; } = stride.X;
    }
}
