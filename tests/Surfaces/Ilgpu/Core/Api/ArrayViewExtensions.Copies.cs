using System;
using System.Runtime.InteropServices;

namespace ILGPU.Runtime;

/// <content>Copies: from and to the host, and on the device.</content>
public static partial class ArrayViewExtensions
{
    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
        => CopyIn(view, Whole(view, data));

    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyIn(view, Whole(view, data), stream);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged
        => CopyIn(view, Whole(view, data));

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyIn(view, Whole(view, data), stream);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged
        => CopyIn(target, span, stream);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, ref T cpuData, long length)
        where T : unmanaged
        => CopyIn(target, MemoryMarshal.CreateReadOnlySpan(ref cpuData, checked((int)length)));

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        => CopyIn(target, MemoryMarshal.CreateReadOnlySpan(ref cpuData, checked((int)length)), stream);

    public static void CopyFromCPU<T, TView>(this TView target, in ReadOnlySpan<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyIn(Contiguous<T, TView>(target), span);

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyIn(Contiguous<T, TView>(target), span, stream);

    public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyIn(Contiguous<T, TView>(target), MemoryMarshal.CreateReadOnlySpan(ref cpuData, checked((int)length)));

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyIn(Contiguous<T, TView>(target), MemoryMarshal.CreateReadOnlySpan(ref cpuData, checked((int)length)), stream);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged
        => CopyIn(buffer.View, Whole(buffer.View, data));

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyIn(buffer.View, Whole(buffer.View, data), stream);

    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged
        => CopyOut(view, Whole(view, data));

    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyOut(view, Whole(view, data), stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged
        => CopyOut(view, Whole(view, data));

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyOut(view, Whole(view, data), stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged
        => CopyOut(source, span, stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, ref T cpuData, long length)
        where T : unmanaged
        => CopyOut(source, MemoryMarshal.CreateSpan(ref cpuData, checked((int)length)));

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        => CopyOut(source, MemoryMarshal.CreateSpan(ref cpuData, checked((int)length)), stream);

    public static void CopyToCPU<T, TView>(this TView source, in Span<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyOut(Contiguous<T, TView>(source), span);

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyOut(Contiguous<T, TView>(source), span, stream);

    public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyOut(Contiguous<T, TView>(source), MemoryMarshal.CreateSpan(ref cpuData, checked((int)length)));

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => CopyOut(Contiguous<T, TView>(source), MemoryMarshal.CreateSpan(ref cpuData, checked((int)length)), stream);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged
        => CopyOut(buffer.View, Whole(buffer.View, data));

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged
        => CopyOut(buffer.View, Whole(buffer.View, data), stream);

    public static T[] GetAsArray<T>(this ArrayView<T> view)
        where T : unmanaged
        => view.AsHostSpan().ToArray();

    public static T[] GetAsArray<T>(this ArrayView<T> view, AcceleratorStream stream)
        where T : unmanaged
    {
        stream.ThrowIfDisposed();
        return view.GetAsArray();
    }

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        => view.BaseView.GetAsArray();

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
        => view.BaseView.GetAsArray(stream);

    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer)
        where T : unmanaged
        => buffer.View.GetAsArray1D();

    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream)
        where T : unmanaged
        => buffer.View.GetAsArray1D(stream);

    public static void CopyFrom<TView>(this TView target, in TView source)
        where TView : IContiguousArrayView
        => CopyIn(target.AsRawArrayView(), source.AsRawArrayView().AsHostSpan());

    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source)
        where TView : IContiguousArrayView
        => CopyIn(target.AsRawArrayView(), source.AsRawArrayView().AsHostSpan(), stream);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged
        => target.BaseView.CopyFrom(source.BaseView);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged
        => target.BaseView.CopyFrom(stream, source.BaseView);

    public static void CopyTo<TView>(this TView source, in TView target)
        where TView : IContiguousArrayView
        => target.CopyFrom(source);

    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target)
        where TView : IContiguousArrayView
        => target.CopyFrom(stream, source);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged
        => target.CopyFrom(source);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged
        => target.CopyFrom(stream, source);

    private static ArrayView<T> Contiguous<T, TView>(TView view)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
        => view.AsRawArrayView().Cast<T>();

    /// <summary>An array is copied as a whole; a span may be shorter than the view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lengths differ.</exception>
    private static T[] Whole<T>(ArrayView<T> view, T[] data)
        where T : unmanaged
        => data.LongLength == view.Length
            ? data
            : throw new ArgumentOutOfRangeException(nameof(data), $"An array of {data.Length} elements for a view of {view.Length}");

    private static void CopyIn<T>(ArrayView<T> target, ReadOnlySpan<T> source, AcceleratorStream? stream = null)
        where T : unmanaged
    {
        stream?.ThrowIfDisposed();
        if (source.Length > target.Length)
            throw new ArgumentOutOfRangeException(nameof(source), $"{source.Length} elements into a view of {target.Length}");
        source.CopyTo(target.AsHostSpan());
    }

    private static void CopyOut<T>(ArrayView<T> source, Span<T> target, AcceleratorStream? stream = null)
        where T : unmanaged
    {
        stream?.ThrowIfDisposed();
        if (target.Length > source.Length)
            throw new ArgumentOutOfRangeException(nameof(target), $"{target.Length} elements from a view of {source.Length}");
        source.AsHostSpan()[..target.Length].CopyTo(target);
    }
}
