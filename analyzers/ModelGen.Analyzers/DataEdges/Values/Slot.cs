using System;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges.Values;

/// <summary>One place of a tuple or list, with what is known of it.</summary>
internal readonly record struct Slot(Value? Value)
{
    public static EquatableArray<Slot> Map(EquatableArray<Slot> slots, Func<Size, Size> map) =>
        slots.Count == 0 ? slots : new([.. slots.Select(slot => new Slot(slot.Value?.Map(map)))]);
}
