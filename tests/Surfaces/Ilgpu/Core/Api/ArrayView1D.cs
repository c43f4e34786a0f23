using System.Globalization;
using ILGPU.Surface;

namespace ILGPU.Runtime;

public readonly struct ArrayView1D<T, TStride> : IArrayView<T>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    public static readonly int ElementSize = ArrayView<T>.ElementSize;
    public static readonly ArrayView1D<T, TStride> Empty;

    private readonly long _length;

    public ArrayView1D(ArrayView<T> baseView, LongIndex1D extent, TStride stride)
    {
        BaseView = baseView;
        _length = extent.X;
        Stride = stride;
    }

    public ArrayView<T> BaseView { get; }

    public TStride Stride { get; }

    public long Length => _length;

    public int IntLength => checked((int)_length);

    public long LengthInBytes => _length * ElementSize;

    public LongIndex1D Extent => _length;

    public Index1D IntExtent => IntLength;

    public bool IsValid => BaseView.IsValid;

    MemoryBuffer IArrayView.Buffer => BaseView.Source!;

    int IArrayView.ElementSize => ElementSize;

    public ref T this[Index1D index] => ref this[(LongIndex1D)index];

    public ref T this[LongIndex1D index] => ref BaseView[index.X * Stride.XStride];

    public ArrayView1D<T, TStride> SubView(Index1D index, Index1D extent) => SubView((LongIndex1D)index, extent);

    public ArrayView1D<T, TStride> SubView(LongIndex1D index, LongIndex1D extent)
    {
        ViewFaults.CheckPart(index.X, extent.X, _length);
        long last = extent.X == 0 ? 0 : (extent.X - 1) * Stride.XStride + 1;
        return new ArrayView1D<T, TStride>(BaseView.SubView(index.X * Stride.XStride, last), extent, Stride);
    }

    public ArrayView1D<T, Stride1D.Dense> AsDense() => AsContiguous();

    public ArrayView<T> AsContiguous() => BaseView;

    public ArrayView1D<T, Stride1D.General> AsGeneral() => AsGeneral(new Stride1D.General(Stride.XStride));

    public ArrayView1D<T, Stride1D.General> AsGeneral(Stride1D.General stride) => new(BaseView, Extent, stride);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name}[{_length}]");
}
