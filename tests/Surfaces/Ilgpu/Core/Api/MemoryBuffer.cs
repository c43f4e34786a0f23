using System;
using System.Runtime.CompilerServices;
using ILGPU.Surface;

namespace ILGPU.Runtime;

public abstract class MemoryBuffer : AcceleratorObject
{
    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize)
        : base(accelerator)
    {
        Length = length;
        ElementSize = elementSize;
        Region = accelerator.Memory.Take(checked(length * elementSize));
    }

    public long Length { get; }

    public int ElementSize { get; }

    public long LengthInBytes => Length * ElementSize;

    public IntPtr NativePtr => Region.Address;

    internal MemoryRegion Region { get; }

    public ArrayView<T> AsArrayView<T>(long offset, long length)
        where T : unmanaged
        => new(this, offset, length);

    public ArrayView<byte> AsRawArrayView() => new(this, 0, LengthInBytes);

    public ArrayView<byte> AsRawArrayView(long offsetInBytes) => new(this, offsetInBytes, LengthInBytes - offsetInBytes);

    public ArrayView<byte> AsRawArrayView(long offsetInBytes, long lengthInBytes) => new(this, offsetInBytes, lengthInBytes);

    private protected override void Free() => Accelerator.Memory.GiveBack(Region);
}

public class MemoryBuffer<TView> : MemoryBuffer, IContiguousArrayView
    where TView : struct, IArrayView
{
    private readonly TView _view;

    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize, Func<MemoryBuffer, TView> view)
        : base(accelerator, length, elementSize) => _view = view(this);

    public TView View => _view;

    public bool IsValid => !IsDisposed;

    MemoryBuffer IArrayView.Buffer => this;

    long IContiguousArrayView.Index => 0;

    long IContiguousArrayView.IndexInBytes => 0;

    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;

    public TView ToArrayView() => View;
}

public class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal MemoryBuffer1D(Accelerator accelerator, long length, TStride stride)
        : base(accelerator, length, Unsafe.SizeOf<T>(), buffer => new ArrayView1D<T, TStride>(new ArrayView<T>(buffer, 0, length), length, stride))
    {
    }

    public LongIndex1D Extent => Length;

    public Index1D IntExtent => checked((int)Length);

    public static explicit operator ArrayView<T>(MemoryBuffer1D<T, TStride> buffer) => buffer.AsContiguous();

    public ArrayView<T> AsContiguous() => View.BaseView;
}
