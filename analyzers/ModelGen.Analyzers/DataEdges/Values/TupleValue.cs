using System;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>A tuple, by places.</summary>
internal sealed record TupleValue(EquatableArray<Slot> Elements) : Value
{
    public Value? this[int place] => place >= 0 && place < Elements.Count ? Elements[place].Value : null;

    public static TupleValue Of(params Value?[] values) => new(new EquatableArray<Slot>([.. values.Select(value => new Slot(value?.Held()))]));

    public static Value? Join(TupleValue left, TupleValue right) => left.Elements.Count != right.Elements.Count ? null
        : new TupleValue(new EquatableArray<Slot>([.. left.Elements.Zip(right.Elements, (a, b) => new Slot(Value.Join(a.Value, b.Value)))]));

    public override bool HasTurns => Elements.Any(slot => slot.Value is { HasTurns: true });

    public override Value WithoutItems() => new TupleValue(new EquatableArray<Slot>([.. Elements.Select(slot => new Slot(slot.Value?.WithoutItems()))]));

    public override Value Map(Func<Size, Size> map) => new TupleValue(Slot.Map(Elements, map));
}
