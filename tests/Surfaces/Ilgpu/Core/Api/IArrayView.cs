using ILGPU.Runtime;

namespace ILGPU;

public interface IArrayView
{
    MemoryBuffer Buffer { get; }

    int ElementSize { get; }

    long Length { get; }

    long LengthInBytes { get; }

    bool IsValid { get; }
}

public interface IArrayView<T> : IArrayView
    where T : unmanaged;

public interface IContiguousArrayView : IArrayView
{
    long Index { get; }

    long IndexInBytes { get; }

    ArrayView<byte> AsRawArrayView();
}

public interface IContiguousArrayView<T> : IArrayView<T>, IContiguousArrayView
    where T : unmanaged;
