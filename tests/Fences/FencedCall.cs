using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Fences;

/// <summary>
/// One call of a kernel over copies of its spans between fences: first of copies that begin behind a fence, whose results are thrown away, then of copies that end before one. Both give the same bits.
/// A call inside another is that one's business.
/// </summary>
public sealed unsafe class FencedCall
{
    private static readonly FencedCall s_inner = new("");

    [ThreadStatic]
    private static bool s_isInside;

    private readonly string _kernel;
    private readonly List<Copy> _copies = [];
    private readonly Queue<byte[]> _results = [];
    private bool _atEnd;

    private FencedCall(string kernel) => _kernel = kernel;

    /// <summary>Whether the kernel is to run over copies that begin behind a fence.</summary>
    public bool IsOuter => this != s_inner;

    /// <summary>Begins a call.</summary>
    public static FencedCall Enter(string kernel)
    {
        if (s_isInside)
        {
            return s_inner;
        }

        s_isInside = true;
        return new FencedCall(kernel);
    }

    /// <summary>What the kernel gets for a span that it reads.</summary>
    public ReadOnlySpan<T> Read<T>(ReadOnlySpan<T> span)
        where T : unmanaged
        => !IsOuter || span.IsEmpty ? span : new(CopyOf(span), span.Length);

    /// <summary>What the kernel gets for a span that it writes.</summary>
    public Span<T> Write<T>(Span<T> span)
        where T : unmanaged
        => !IsOuter || span.IsEmpty ? span : new(CopyOf<T>(span), span.Length);

    /// <summary>After the first run: its results are kept to compare with, and the fences looked at.</summary>
    public void Turn<T>(Span<T> written)
        where T : unmanaged
        => _results.Enqueue(MemoryMarshal.AsBytes(written).ToArray());

    /// <summary>Between the runs.</summary>
    public void Second()
    {
        Free();
        _atEnd = true;
    }

    /// <summary>Brings what was written to where it belongs.</summary>
    public void Return<T>(Span<T> written, Span<T> target)
        where T : unmanaged
    {
        if (!IsOuter)
        {
            return;
        }

        if (!MemoryMarshal.AsBytes(written).SequenceEqual(_results.Dequeue()))
        {
            throw new InvalidOperationException($"{_kernel} gave other bits for the same numbers at another address: it reads what it was not given.");
        }

        written.CopyTo(target);
    }

    /// <summary>Ends a call.</summary>
    public void Exit()
    {
        if (IsOuter)
        {
            s_isInside = false;
            Free();
        }
    }

    /// <summary>Ends a call that threw: bad arguments.</summary>
    public void Fail()
    {
        if (IsOuter)
        {
            s_isInside = false;
        }
    }

    private void Free()
    {
        foreach (Copy copy in _copies)
        {
            copy.Memory.Free(_kernel);
        }

        _copies.Clear();
    }

    // The same span given twice stays one.
    private void* CopyOf<T>(ReadOnlySpan<T> span)
        where T : unmanaged
    {
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
        foreach (Copy copy in _copies)
        {
            if (copy.Address == address && copy.Length == span.Length)
            {
                return (void*)copy.Memory.Start;
            }
        }

        FencedMemory memory = new((long)span.Length * sizeof(T), _atEnd);
        span.CopyTo(new Span<T>((void*)memory.Start, span.Length));
        _copies.Add(new(address, span.Length, memory));
        return (void*)memory.Start;
    }

    private readonly record struct Copy(nint Address, int Length, FencedMemory Memory);
}
