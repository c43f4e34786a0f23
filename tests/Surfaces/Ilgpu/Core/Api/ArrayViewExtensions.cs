using System;
using System.Runtime.CompilerServices;
using ILGPU.Surface;

namespace ILGPU.Runtime;

/// <summary>Allocation from arrays, casts, alignment and filling.</summary>
public static partial class ArrayViewExtensions
{
    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data)
        where T : unmanaged
        => accelerator.Allocate1D(accelerator.DefaultStream, data);

    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(data.LongLength);
        buffer.View.CopyFromCPU(stream, data);
        return buffer;
    }

    public static ArrayView1D<TOther, Stride1D.Dense> Cast<T, TOther>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        where TOther : unmanaged
        => view.BaseView.Cast<TOther>();

    public static ArrayView1D<T, Stride1D.Dense> AsDense<T>(this ArrayView<T> view)
        where T : unmanaged
        => view;

    public static ArrayView1D<T, Stride1D.General> AsGeneral<T>(this ArrayView<T> view)
        where T : unmanaged
        => view.AsDense().AsGeneral();

    public static ArrayView1D<T, Stride1D.General> AsGeneral<T>(this ArrayView<T> view, Stride1D.General stride)
        where T : unmanaged
        => view.AsDense().AsGeneral(stride);

    public static ArrayView<T> AsAligned<T>(this ArrayView<T> view, int alignmentInBytes)
        where T : unmanaged
        => view.Length == 0 || view.Address % alignmentInBytes == 0
            ? view
            : throw new KernelFaultException($"AsAligned({alignmentInBytes}) of a view that does not start at such a multiple");

    public static ArrayView1D<T, Stride1D.Dense> AsAligned<T>(this ArrayView1D<T, Stride1D.Dense> view, int alignmentInBytes)
        where T : unmanaged
        => view.BaseView.AsAligned(alignmentInBytes);

    public static ref byte LoadEffectiveAddress<T>(this ArrayView<T> view)
        where T : unmanaged
        => ref Unsafe.As<T, byte>(ref view[0]);

    public static unsafe IntPtr LoadEffectiveAddressAsPtr<T>(this ArrayView<T> view)
        where T : unmanaged
        => (IntPtr)Unsafe.AsPointer(ref view[0]);

    public static void MemSet<TView>(this TView view, byte value)
        where TView : IContiguousArrayView
    {
        if (view.Length == 0)
            throw new ArgumentNullException(nameof(view), "An empty view cannot be filled");
        view.AsRawArrayView().AsHostSpan().Fill(value);
    }

    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView
    {
        stream.ThrowIfDisposed();
        view.MemSet(value);
    }

    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, byte value)
        where T : unmanaged
        => view.BaseView.MemSet(value);

    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, byte value)
        where T : unmanaged
        => view.BaseView.MemSet(stream, value);

    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView
        => view.MemSet(0);

    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream)
        where TView : IContiguousArrayView
        => view.MemSet(stream, 0);

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        => view.BaseView.MemSetToZero();

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
        => view.BaseView.MemSetToZero(stream);
}
