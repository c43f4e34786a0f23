using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace ModelGen.Fences;

/// <summary>Bytes between two pages without access: they end where the second begins, or begin where the first ends. What is left of the last page holds a pattern that is looked at.</summary>
/// <remarks>Pages are kept for the next one. Where there is no mmap, nothing guards but the pattern.</remarks>
public sealed unsafe partial class FencedMemory
{
    private const byte Pattern = 0xA7;
    private const int NoAccess = 0, ReadWrite = 3, PrivateAnonymous = 0x22;

    private static readonly nint s_page = Environment.SystemPageSize;

    [ThreadStatic]
    private static Dictionary<nint, Stack<nint>>? s_free;

    private readonly nint _first;
    private readonly nint _room;
    private readonly nint _bytes;

    /// <summary>Takes memory; its content is undefined.</summary>
    public FencedMemory(long bytes, bool atEnd)
    {
        _bytes = (nint)bytes;
        _room = Math.Max(1, (_bytes + s_page - 1) / s_page) * s_page;
        _first = Take(_room);
        Start = atEnd ? _first + _room - _bytes : _first;
        Slack(_first, Start).Fill(Pattern);
        Slack(Start + _bytes, _first + _room).Fill(Pattern);
    }

    /// <summary>The first byte.</summary>
    public nint Start { get; }

    /// <summary>Behind the last byte.</summary>
    public nint End => Start + _bytes;

    /// <summary>Memory of a thread's own that nobody gives back.</summary>
    /// <returns>Its end.</returns>
    public static nint Reserve(long floats) => new FencedMemory(floats * sizeof(float), atEnd: true).End;

    /// <summary>Gives the memory back.</summary>
    /// <exception cref="InvalidOperationException">Somebody wrote beside it.</exception>
    public void Free(string kernel)
    {
        if (Slack(_first, Start).ContainsAnyExcept(Pattern) || Slack(End, _first + _room).ContainsAnyExcept(Pattern))
        {
            throw new InvalidOperationException($"{kernel} wrote beside a buffer of {_bytes} bytes.");
        }

        (s_free ??= []).TryAdd(_room, new());
        s_free[_room].Push(_first);
    }

    private static Span<byte> Slack(nint first, nint end) => new((void*)first, (int)(end - first));

    private static nint Take(nint room)
    {
        if (s_free is not null && s_free.TryGetValue(room, out Stack<nint>? free) && free.TryPop(out nint first))
        {
            return first;
        }

        if (!OperatingSystem.IsLinux())
        {
            return (nint)NativeMemory.AlignedAlloc((nuint)room, (nuint)s_page);
        }

        nint pages = Map(0, room + (2 * s_page), NoAccess, PrivateAnonymous, -1, 0);
        if (pages == -1 || Protect(pages + s_page, room, ReadWrite) != 0)
        {
            throw new InvalidOperationException($"No {room} bytes between fences: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return pages + s_page;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nint length, int protection);
}
