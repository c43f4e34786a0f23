using System.Runtime.CompilerServices;

namespace ILGPU;

public readonly struct SharedMemoryConfig(int numElements, int elementSize)
{
    public static readonly SharedMemoryConfig Empty;

    public int NumElements { get; } = numElements;

    public int ElementSize { get; } = elementSize;

    public int ArraySize => checked(NumElements * ElementSize);

    public bool UsesDynamicSharedMemory => NumElements > 0;

    public static SharedMemoryConfig RequestDynamic<T>(int numElements)
        where T : unmanaged
        => new(numElements, Unsafe.SizeOf<T>());
}
