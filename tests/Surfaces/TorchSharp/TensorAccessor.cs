namespace TorchSharp.Utils;

public sealed class TensorAccessor<T>
    where T : unmanaged
{
    private TensorAccessor() => throw null!;

    public T[] ToArray() => throw null!;
}
