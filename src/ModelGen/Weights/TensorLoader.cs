using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Weights;

/// <summary>Where the values of a parameter are to be written.</summary>
internal delegate Span<float> ValuesOf(Parameter parameter);

/// <summary>Reads tensors into parameters, some at once where the source allows it: conversion and the first touch of memory cost more than reading.</summary>
internal static class TensorLoader
{
    /// <summary>Elements of one task.</summary>
    private const int Part = 1 << 21;

    /// <summary>More threads than this wait for the memory.</summary>
    private const int MostThreads = 8;

    /// <param name="also">Another tensor that is wanted; of a stream it must be read in its place.</param>
    /// <returns>That tensor, where it was read.</returns>
    public static float[]? Run(IWeightSource source, IReadOnlyDictionary<TensorEntry, Parameter> owners, ValuesOf target, TensorEntry? also = null)
    {
        if (!source.IsConcurrent || Environment.ProcessorCount == 1)
        {
            float[]? other = null;
            foreach (TensorEntry entry in source.Entries)
            {
                if (owners.TryGetValue(entry, out Parameter? parameter)) StoredMatrix.Read(source, entry, parameter, target(parameter));
                else if (entry == also) source.Read(entry, other = new float[entry.Count], 0);
            }

            return other;
        }

        List<(TensorEntry Entry, Parameter Parameter, int First, int Count)> parts = [];
        foreach ((TensorEntry entry, Parameter parameter) in owners.OrderBy(owner => owner.Key.Offset))
        {
            bool isWhole = parameter.Transposed || parameter.Layout is not null;
            int step = isWhole ? Math.Max(parameter.Count, 1) : Part;
            for (int first = 0; first < parameter.Count; first += Math.Min(step, parameter.Count - first)) parts.Add((entry, parameter, first, Math.Min(step, parameter.Count - first)));
        }

        AtOnce(parts, part =>
        {
            Span<float> values = target(part.Parameter).Slice(part.First, part.Count);
            if (part.Count == part.Parameter.Count) StoredMatrix.Read(source, part.Entry, part.Parameter, values);
            else source.Read(part.Entry, values, part.First);
        });
        return null;
    }

    /// <summary>Does what there is to do for each tensor: some at once, or in the order of the source.</summary>
    public static void InTurn(IWeightSource source, IReadOnlyDictionary<TensorEntry, Action> reads)
    {
        Action[] ordered = [.. source.Entries.Where(reads.ContainsKey).Select(entry => reads[entry])];
        if (source.IsConcurrent) AtOnce(ordered, read => read());
        else Array.ForEach(ordered, read => read());
    }

    // The team that predicts later: the framework's parallel loops would be 0.18 MB of a native program, for this alone.
    private static void AtOnce<T>(IReadOnlyList<T> parts, Action<T> read) => ThreadTeam.Shared.ForEach(parts.Count, i => read(parts[i]), MostThreads);

    /// <summary>Whether a tensor has just these values, a part at a time.</summary>
    public static bool Equals(IWeightSource source, TensorEntry entry, ReadOnlySpan<float> values)
    {
        float[] part = new float[Math.Min(Part, values.Length)];
        for (int first = 0; first < values.Length; first += part.Length)
        {
            Span<float> own = part.AsSpan(0, Math.Min(part.Length, values.Length - first));
            source.Read(entry, own, first);
            if (!values.Slice(first, own.Length).SequenceEqual(own)) return false;
        }

        return true;
    }
}
