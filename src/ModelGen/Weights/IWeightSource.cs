using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace ModelGen.Weights;

/// <summary>Named tensors, in one file or in several.</summary>
internal interface IWeightSource : IDisposable
{
    /// <summary>What messages call it.</summary>
    string FileName { get; }

    /// <summary>In the order in which a stream that cannot seek has them.</summary>
    IReadOnlyList<TensorEntry> Entries { get; }

    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether several threads may read.</summary>
    bool IsConcurrent { get; }

    bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry);

    /// <summary>Reads elements from <paramref name="first"/> on as floats; <paramref name="destination"/> is filled whole.</summary>
    void Read(TensorEntry entry, Span<float> destination, long first);

    /// <summary>Reads rows, entries of the first axis, as the bytes that they are in the file; <paramref name="bytes"/> is filled whole.</summary>
    void ReadRows(TensorEntry entry, long first, Span<byte> bytes);
}
