using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What locals hold at one point of a method. About a local that is not in it nothing is known.</summary>
internal sealed class Facts
{
    private Facts(ImmutableDictionary<object, Value> values) => Values = values;

    /// <summary>The key of the object whose code runs.</summary>
    public static object This { get; } = new();

    public static Facts None { get; } = new(ImmutableDictionary<object, Value>.Empty);

    /// <summary>By symbol, or by the number of a flow capture.</summary>
    public ImmutableDictionary<object, Value> Values { get; }

    public Value? this[object key] => Values.TryGetValue(key, out Value? value) ? value : null;

    public Facts With(object key, Value? value) => new(value is null ? Values.Remove(key) : Values.SetItem(key, value));

    /// <summary>What is true on both ways.</summary>
    public Facts Join(Facts other)
    {
        ImmutableDictionary<object, Value>.Builder joined = ImmutableDictionary.CreateBuilder<object, Value>();
        foreach (System.Collections.Generic.KeyValuePair<object, Value> entry in Values)
        {
            if (other[entry.Key] is { } there && Value.Join(entry.Value, there) is { } value)
            {
                joined[entry.Key] = value;
            }
        }

        return new(joined.ToImmutable());
    }

    /// <summary>What a nested function can rely on, whenever it runs.</summary>
    /// <param name="keepsThis">False in a constructor, where the object is still being made.</param>
    public Facts Fixed(Locals locals, bool keepsThis) => new(Values.Where(entry => (keepsThis && entry.Key == This) || (entry.Key is ISymbol local && locals.IsFixed(local))).ToImmutableDictionary(entry => entry.Key, entry => entry.Key is ISymbol local && !locals.Grows(local) ? entry.Value : entry.Value.Held()));

    public Facts Map(System.Func<Size, Size> map) => new(Values.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Map(map)));

    public bool Same(Facts other) => Values.Count == other.Values.Count && Values.All(entry => entry.Value.Equals(other[entry.Key]));
}
