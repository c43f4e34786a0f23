using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.Surface;

namespace ILGPU;

/// <summary>A contiguous range of device, shared or local memory. Every access is checked against the range and the memory's lifetime.</summary>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    public static readonly int ElementSize = Unsafe.SizeOf<T>();
    public static readonly ArrayView<T> Empty;

    private readonly MemoryRegion? _region;
    private readonly MemoryBuffer? _buffer;
    private readonly nint _address;
    private readonly long _length;

    public ArrayView(MemoryBuffer source, long index, long length)
    {
        ViewFaults.CheckRange(index, length, source.LengthInBytes / ElementSize, nameof(ArrayView<>));
        _region = source.Region;
        _buffer = source;
        _address = source.Region.Address + (nint)(index * ElementSize);
        _length = length;
    }

    internal ArrayView(MemoryRegion? region, MemoryBuffer? buffer, nint address, long length)
    {
        _region = region;
        _buffer = buffer;
        _address = address;
        _length = length;
    }

    public long Length => _length;

    public int IntLength => checked((int)_length);

    public long LengthInBytes => _length * ElementSize;

    public LongIndex1D Extent => _length;

    public Index1D IntExtent => IntLength;

    public Stride1D.Dense Stride => default;

    public bool IsValid => _region is { IsReleased: false } && _length > 0;

    MemoryBuffer IArrayView.Buffer => _buffer!;

    int IArrayView.ElementSize => ElementSize;

    long IContiguousArrayView.Index => (_address - (_region?.Address ?? 0)) / ElementSize;

    long IContiguousArrayView.IndexInBytes => _address - (_region?.Address ?? 0);

    internal nint Address => _address;

    internal MemoryBuffer? Source => _buffer;

    public ref T this[Index1D index] => ref this[(long)index.X];

    public ref T this[LongIndex1D index] => ref this[index.X];

    public ref T this[int index] => ref this[(long)index];

    /// <exception cref="KernelFaultException">The index is outside of the view, or the memory has been freed.</exception>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)_length || _region!.IsReleased)
                ViewFaults.ThrowAccess<T>(index, _length, _region);
            return ref Unsafe.AsRef<T>((T*)_address + index);
        }
    }

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Length, default);

    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;

    public ArrayView<T> SubView(long index) => SubView(index, _length - index);

    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    public ArrayView<T> SubView(long index, long subViewLength)
    {
        ViewFaults.CheckPart(index, subViewLength, _length);
        return new ArrayView<T>(_region, _buffer, _address + (nint)(index * ElementSize), subViewLength);
    }

    /// <summary>The same memory as elements of another size; what does not fill a whole element is left out.</summary>
    /// <exception cref="KernelFaultException">The view does not start where such elements may: a GPU loads a vector from a multiple of its size.</exception>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        ViewFaults.CheckAlignment<TOther>(_address);
        return new ArrayView<TOther>(_region, _buffer, _address, LengthInBytes / ArrayView<TOther>.ElementSize);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name}[{_length}]");

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => Cast<byte>();

    /// <summary>The elements as the host sees them.</summary>
    internal Span<T> AsHostSpan()
    {
        if (_length == 0)
            return default;
        if (_region!.IsReleased)
            ViewFaults.ThrowAccess<T>(0, _length, _region);
        return new Span<T>((void*)_address, IntLength);
    }
}
