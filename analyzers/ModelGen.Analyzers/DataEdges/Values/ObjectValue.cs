using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Summaries;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>An object that was made here, with what its members hold that nobody changes behind its constructor. Members of which nothing is known are not in it.</summary>
/// <param name="Creation">The call that made it; null where that is not seen.</param>
internal sealed record ObjectValue(ITypeSymbol Type, ImmutableDictionary<ISymbol, Value> Members, Call? Creation = null) : Value
{
    public static ObjectValue Empty(ITypeSymbol type) => new(type, ImmutableDictionary.Create<ISymbol, Value>(SameSymbol.Comparer));

    public Value? this[ISymbol member] => Members.TryGetValue(member.OriginalDefinition, out Value? value) ? value : null;

    public ObjectValue With(ISymbol member, Value? value) => this with { Members = value is null ? Members.Remove(member.OriginalDefinition) : Members.SetItem(member.OriginalDefinition, value.Held()) };

    public static Value? Join(ObjectValue left, ObjectValue right)
    {
        if (!SameSymbol.Comparer.Equals(left.Type, right.Type))
        {
            return null;
        }

        ObjectValue joined = Empty(left.Type) with { Creation = left.Creation == right.Creation ? left.Creation : null };
        foreach (var member in left.Members)
        {
            joined = joined.With(member.Key, Value.Join(member.Value, right[member.Key]));
        }

        return joined;
    }

    public override bool HasTurns => Members.Values.Any(member => member.HasTurns);

    public override Value WithoutItems() => All(value => value.WithoutItems());

    public override Value Map(Func<Size, Size> map) => All(value => value.Map(map));

    /// <summary>Where it was made is no part of what it is.</summary>
    public bool Equals(ObjectValue? other) =>
        other is not null && SameSymbol.Comparer.Equals(Type, other.Type) && Members.Count == other.Members.Count
        && Members.All(member => member.Value.Equals(other[member.Key]));

    public override int GetHashCode() => (SameSymbol.Comparer.GetHashCode(Type) * 31) + Members.Count;

    private ObjectValue All(Func<Value, Value> change)
    {
        ObjectValue changed = this;
        foreach (var member in Members)
        {
            changed = changed.With(member.Key, change(member.Value));
        }

        return changed;
    }
}
