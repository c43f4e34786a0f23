using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using ModelGen.Compiler.Ir;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Sizes are polynomials: the laws of a ring without negatives, one form for one value, and text that means the value.</summary>
public class DimTests
{
    private static readonly string[] s_monomials = ["", "B", "T", "B*T", "B*B", "B*T*T", "layerSaved"];

    private static Arbitrary<Dim> Dims { get; } = (
        from terms in Gen.ListOf(Gen.Elements(s_monomials).SelectMany(name => Gen.Choose(0, 50).Select(factor => Monomial(name) * factor)))
        select terms.Take(6).Aggregate(Dim.Zero, (sum, term) => sum + term)).ToArbitrary();

    private static Arbitrary<(Dim A, Dim B, Dim C)> Triples { get; } = (
        from a in Dims.Generator
        from b in Dims.Generator
        from c in Dims.Generator
        select (a, b, c)).ToArbitrary();

    [Fact]
    public void RingLaws() => Prop.ForAll(Triples, t =>
    {
        (Dim a, Dim b, Dim c) = t;
        return (a + b).Equals(b + a) && ((a + b) + c).Equals(a + (b + c)) && (a * b).Equals(b * a) && (a * b * c).Equals(a * (b * c))
            && (a * (b + c)).Equals((a * b) + (a * c)) && (a + Dim.Zero).Equals(a) && (a * Dim.Of(1)).Equals(a) && (a * Dim.Zero).Equals(Dim.Zero);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EqualityIsCanonical() => Prop.ForAll(Triples, t =>
    {
        Dim left = (t.A + t.B) * t.C;
        Dim right = (t.C * t.B) + (t.A * t.C);
        return left.Equals(right) && left.GetHashCode() == right.GetHashCode() && left.ToString() == right.ToString();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void DifferentValuesAreDifferent() => Prop.ForAll(Triples, t =>
        t.A.Equals(t.B) == Samples().All(at => t.A.Evaluate(at) == t.B.Evaluate(at))).QuickCheckThrowOnFailure();

    [Fact]
    public void EvaluationIsAHomomorphism() => Prop.ForAll(Triples, t => Samples().All(at =>
        (t.A + t.B).Evaluate(at) == t.A.Evaluate(at) + t.B.Evaluate(at) && (t.A * t.B).Evaluate(at) == t.A.Evaluate(at) * t.B.Evaluate(at))).QuickCheckThrowOnFailure();

    [Fact]
    public void AtMostIsNeverWrong() => Prop.ForAll(Triples, t =>
        !t.A.IsAtMost(t.B) || Samples().All(at => t.A.Evaluate(at) <= t.B.Evaluate(at))).QuickCheckThrowOnFailure();

    [Fact]
    public void AtMostSeesWhatIsAdded() => Prop.ForAll(Triples, t => t.A.IsAtMost(t.A + t.B) && Dim.Zero.IsAtMost(t.A)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("B", "B*T", true)]
    [InlineData("", "B", true)]
    [InlineData("B*T", "B", false)]
    [InlineData("B", "T", false)]
    public void AtMostOfMonomials(string left, string right, bool expected) => Assert.Equal(expected, Monomial(left).IsAtMost(Monomial(right)));

    /// <summary>Two terms cannot be paid for by one.</summary>
    [Fact]
    public void AtMostCountsEachTermOnce() => Assert.False((Dim.Of(Symbol.Batch) + Dim.Of(Symbol.Length)).IsAtMost(Dim.Of(Symbol.Batch) * Dim.Of(Symbol.Length)));

    [Fact]
    public void TextMeansTheValue() => Prop.ForAll(Dims, dim => Samples().All(at =>
        Read(dim.ToString(), at) == dim.Evaluate(at) && Read(dim.ToFactor().Trim('(', ')'), at) == dim.Evaluate(at))).QuickCheckThrowOnFailure();

    [Fact]
    public void SaturatesInsteadOfWrapping()
    {
        Dim huge = Dim.Of(long.MaxValue) * Dim.Of(Symbol.Batch);
        Assert.Equal(huge, huge + huge);
        Assert.Equal(huge, huge * 3);
        Assert.Equal(long.MaxValue, (huge + Dim.Of(1)).Evaluate(_ => 2));
    }

    [Theory]
    [InlineData("B * T * 384 + 16", true)]
    [InlineData("B * T * 384 + 15", false)]
    [InlineData("layerSaved * 3 + B * 32", true)]
    public void AlignedMeansWholeCacheLines(string text, bool expected)
    {
        Dim dim = text.Split(" + ").Aggregate(Dim.Zero, (sum, term) => sum + term.Split(" * ").Aggregate(Dim.Of(1), (product, factor) =>
            product * (long.TryParse(factor, CultureInfo.InvariantCulture, out long number) ? Dim.Of(number) : Of(factor))));
        Assert.Equal(text, dim.ToString());
        Assert.Equal(expected, dim.IsAligned);
    }

    /// <summary>What a symbol is, its kind says: a name like a frame's makes no frame.</summary>
    [Fact]
    public void OnlyFramesAreWholeCacheLines() => Assert.Equal(
        [SymbolKind.Frame],
        Enum.GetValues<SymbolKind>().Where(kind => Dim.Of(new Symbol(kind, "layerSaved")).IsAligned));

    private static Dim Monomial(string name) => name.Split('*', StringSplitOptions.RemoveEmptyEntries).Aggregate(Dim.Of(1), (product, symbol) => product * Of(symbol));

    private static Dim Of(string name) => Dim.Of(Named(name));

    private static Symbol Named(string name) => name switch { "B" => Symbol.Batch, "T" => Symbol.Length, _ => new(SymbolKind.Frame, name) };

    private static IEnumerable<Func<Symbol, long>> Samples() =>
        new (long B, long T, long Saved)[] { (1, 1, 1), (2, 3, 5), (7, 1, 2), (1, 11, 3), (13, 17, 19) }.Select(at => (Func<Symbol, long>)(symbol => symbol.Kind switch { SymbolKind.Batch => at.B, SymbolKind.Length => at.T, _ => at.Saved }));

    private static long Read(string text, Func<Symbol, long> at) => text.Split(" + ").Sum(term => term.Split(" * ").Aggregate(1L, (product, factor) =>
        product * (long.TryParse(factor, CultureInfo.InvariantCulture, out long number) ? number : at(Named(factor)))));
}
