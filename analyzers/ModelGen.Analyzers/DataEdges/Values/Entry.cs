using System;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>What a dictionary has under a key that is known.</summary>
internal readonly record struct Entry(Value Key, Value? Value)
{
    private const int Most = 64;

    public static bool IsKey(Value? key) => key is TextValue or TruthValue or NumberValue { Size.IsNumber: true };

    /// <summary>With another value under a key; of a key that is not known nothing remains.</summary>
    public static EquatableArray<Entry> Put(EquatableArray<Entry> entries, Value? key, Value? value)
    {
        if (!IsKey(key) || entries.Count >= Most)
        {
            return default;
        }

        Entry added = new(key is NumberValue number ? new NumberValue(number.Size) : key!, value?.Held());
        System.Collections.Generic.List<Entry> all = [.. entries];
        int place = all.FindIndex(entry => entry.Key.Equals(added.Key));
        if (place < 0)
        {
            all.Add(added);
        }
        else
        {
            all[place] = added;
        }

        return new([.. all]);
    }

    /// <summary>What is the same in both.</summary>
    public static EquatableArray<Entry> Join(EquatableArray<Entry> a, EquatableArray<Entry> b)
    {
        if (a == b)
        {
            return a;
        }

        System.Collections.Generic.List<Entry> both = [];
        foreach (Entry entry in a)
        {
            foreach (Entry other in b)
            {
                if (other.Key.Equals(entry.Key))
                {
                    both.Add(entry with { Value = DataEdges.Value.Join(entry.Value, other.Value) });
                }
            }
        }

        return new([.. both]);
    }

    public static EquatableArray<Entry> Map(EquatableArray<Entry> entries, Func<Size, Size> map)
    {
        if (entries.Count == 0)
        {
            return entries;
        }

        System.Collections.Generic.List<Entry> mapped = [];
        foreach (Entry entry in entries)
        {
            mapped.Add(entry with { Value = entry.Value?.Map(map) });
        }

        return new([.. mapped]);
    }
}
