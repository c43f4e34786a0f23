using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges.Summaries;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What is known of the result of an expression; where nothing is, there is no value.</summary>
internal abstract record Value
{
    /// <summary>What is known when the value may be either; null when that is nothing.</summary>
    public static Value? Join(Value? left, Value? right) => (left, right) switch
    {
        _ when Equals(left, right) => left,
        (NothingValue, _) => right,
        (_, NothingValue) => left,
        (NumberValue a, NumberValue b) => new NumberValue(Size.Join(a.Size, b.Size), Bounds.Join(a, b)),
        (TensorValue a, TensorValue b) when Shape.Join(a.Shape, b.Shape) is { } shape => new TensorValue(shape, a.Items == b.Items ? a.Items : default, a.Made == b.Made ? a.Made : null, a.Ids == b.Ids ? a.Ids : null),
        (ListValue a, ListValue b) => ListValue.Join(a, b),
        (TupleValue a, TupleValue b) => TupleValue.Join(a, b),
        (ObjectValue a, ObjectValue b) => ObjectValue.Join(a, b),
        (DatasetValue a, DatasetValue b) when Shape.Join(a.Inputs, b.Inputs) is { } inputs =>
            new DatasetValue(inputs, a.Targets is { } one && b.Targets is { } other ? Shape.Join(one, other) : null, default, default, Size.Join(a.Padding, b.Padding)),
        _ => null,
    };

    /// <summary>The same without elements: what is left when somebody may have written to them.</summary>
    public virtual Value WithoutItems() => this;

    /// <summary>What holds of it as a part of something else, through which elements may be put into it.</summary>
    public virtual Value Held() => this;

    /// <summary>Whether a size of it is another in the last turn of a loop.</summary>
    public virtual bool HasTurns => false;

    /// <summary>The same without what its sizes are turn by turn.</summary>
    public Value Plain() => HasTurns ? Map(size => size.Plain) : this;

    /// <summary>The same with other sizes.</summary>
    public virtual Value Map(Func<Size, Size> map) => this;
}

/// <summary>An integer.</summary>
/// <param name="Bounds">Of an id that is drawn or counted.</param>
internal sealed record NumberValue(Size Size, Bounds? Bounds = null) : Value
{
    public override bool HasTurns => Size.Turns is not null;

    public override Value Map(Func<Size, Size> map) => this with { Size = map(Size) };
}

/// <summary>A tensor, or a span over one.</summary>
/// <param name="Items">The elements in row-major order as they were written out; empty when they are not known.</param>
/// <param name="Made">Where the shape was given.</param>
/// <param name="Ids">Between which its elements lie.</param>
internal sealed record TensorValue(Shape Shape, EquatableArray<Item> Items, SyntaxNode? Made, Bounds? Ids = null, Layout Layout = Layout.Unknown) : Value
{
    public override bool HasTurns => Shape.Turns is not null;

    public override Value WithoutItems() => this with { Items = default, Ids = null };

    public override Value Map(Func<Size, Size> map) => this with { Shape = Shape.Map(map), Items = Item.Map(Items, map) };
}

/// <summary>An array, a span over one, or another collection whose elements are walked through.</summary>
/// <param name="IsWrittenOut">Whether the program lists the elements, all of which are meant to be used.</param>
/// <param name="Element">What every element is; of numbers that are written out, the items say more.</param>
/// <param name="Each">What the first elements are, one by one, where they are written out and no numbers; others may follow them.</param>
internal sealed record ListValue(Size Length, EquatableArray<Item> Items, bool IsWrittenOut, SyntaxNode? Made, Value? Element = null, EquatableArray<Slot> Each = default) : Value
{
    private const int MostAppended = 64;

    private readonly Value? _element = Element?.Held();

    public Value? Element
    {
        get => _element;
        init => _element = value?.Held();
    }

    /// <summary>A collection that elements are put into: how many it has holds only as long as all who could are seen.</summary>
    public bool Grows { get; init; }

    /// <summary>What a dictionary has under keys that are known.</summary>
    public EquatableArray<Entry> Entries { get; init; }

    /// <summary>What a dictionary has under a key.</summary>
    public Value? Under(Value? key)
    {
        foreach (Entry entry in key is null ? default : Entries)
        {
            if (entry.Key.Equals(key))
            {
                return entry.Value;
            }
        }

        return One;
    }

    /// <summary>Between which its elements lie.</summary>
    public Bounds? Ids => Element is NumberValue number ? Bounds.Of(number) : null;

    /// <summary>What one of its elements is.</summary>
    public Value? One => Every?.Plain();

    /// <summary>What each of its elements is, where all are walked through.</summary>
    public Value? Every => Element is NothingValue ? null : Element;

    public override bool HasTurns => Length.Turns is not null || Element is { HasTurns: true };

    public override Value WithoutItems() => this with { Length = Grows ? Size.Unknown : Length, Items = default, IsWrittenOut = false, Element = null, Each = default, Entries = default };

    public override Value Map(Func<Size, Size> map) => this with { Length = map(Length), Items = Item.Map(Items, map), Element = Element?.Map(map), Each = Slot.Map(Each, map), Entries = Entry.Map(Entries, map) };

    public override Value Held() => Grows ? this with { Length = Size.Unknown, Each = default, Entries = default } : this;

    public static ListValue Join(ListValue a, ListValue b) => new(
        Size.Join(a.Length, b.Length),
        a.Items == b.Items ? a.Items : default,
        a.IsWrittenOut && b.IsWrittenOut,
        a.Made == b.Made ? a.Made : null,
        Join(a.Element, b.Element),
        First(a.Each, b.Each)) { Grows = a.Grows || b.Grows, Entries = Entry.Join(a.Entries, b.Entries) };

    /// <summary>With one element more, or another in the place of one. Of an array's numbers those that are not put there are 0, so that only their bounds are known.</summary>
    public ListValue Put(Value? element, bool grows) =>
        new(grows ? Size.Unknown : Length, default, IsWrittenOut: false, Made, Join(Element, element is NumberValue number && !grows ? new NumberValue(Size.Unknown, Bounds.Of(number)) : element)) { Grows = Grows || grows };

    /// <summary>With something under a key, where it may have had something before.</summary>
    public ListValue Put(Value? key, Value? element) => Put(element, grows: true) with { Entries = Entries.Count > 0 || (Length == Size.Of(0) && Element is NothingValue) ? Entry.Put(Entries, key, element) : default };

    /// <summary>What is the same at the begin of both.</summary>
    private static EquatableArray<Slot> First(EquatableArray<Slot> a, EquatableArray<Slot> b)
    {
        int same = 0;
        while (same < a.Count && same < b.Count && a[same].Equals(b[same]))
        {
            same++;
        }

        return same == a.Count ? a : same == 0 ? default : new([.. System.Linq.Enumerable.Take(a, same)]);
    }

    /// <summary>With one element more, behind the others.</summary>
    public ListValue Append(Value? element)
    {
        bool isWhole = Length.IsNumber && Length.Offset == Each.Count && Each.Count < MostAppended;
        return Put(element, grows: true) with { Length = Length + Size.Of(1), Each = isWhole ? new([.. Each, new Slot(element?.Held())]) : Each };
    }
}

/// <summary>A data source that gives batches of inputs and targets; the first axis counts examples.</summary>
/// <param name="Targets">Null where nothing is known of them.</param>
/// <param name="Padding">The id behind the end of shorter inputs.</param>
/// <param name="InputsMade">Where the shape of the inputs was given.</param>
/// <param name="InputIds">Between which ids lie that are the inputs.</param>
/// <param name="IsPadded">Sequences of one batch have different lengths for certain.</param>
internal sealed record DatasetValue(
    Shape Inputs, Shape? Targets, EquatableArray<Item> InputItems, EquatableArray<Item> TargetItems, Size Padding, SyntaxNode? InputsMade = null, SyntaxNode? TargetsMade = null,
    Bounds? InputIds = null, Bounds? TargetIds = null, bool IsPadded = false) : Value
{
    /// <summary>How many examples a batch has.</summary>
    public Size Rows { get; init; }

    public override Value WithoutItems() => this with { InputItems = default, TargetItems = default, InputIds = null, TargetIds = null, IsPadded = false };

    public override Value Map(Func<Size, Size> map) => this with
    {
        Inputs = Inputs.Map(map), Targets = Targets?.Map(map), InputItems = Item.Map(InputItems, map), TargetItems = Item.Map(TargetItems, map), Padding = map(Padding), Rows = map(Rows),
    };
}

/// <summary>A trainer, or another object that stands for a model: with the methods whose signatures say what it takes.</summary>
internal sealed record ModelValue(INamedTypeSymbol Type) : Value
{
    public bool Equals(ModelValue? other) => other is not null && SameSymbol.Comparer.Equals(Type, other.Type);

    public override int GetHashCode() => SameSymbol.Comparer.GetHashCode(Type);
}
