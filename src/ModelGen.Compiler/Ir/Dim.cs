using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>
/// A size known as a polynomial in symbols, such as the batch's (<c>B</c>) and the sequence's (<c>T</c>), with non-negative integer
/// coefficients, kept in one canonical form: two dims are equal when they are the same polynomial.
/// </summary>
/// <remarks>Arithmetic saturates at <see cref="long.MaxValue"/>; layers refuse sizes that leave <c>int</c> long before.</remarks>
public sealed class Dim : IEquatable<Dim>
{
    // By monomial ("" for the constant, "B", "B*T"), sorted so that printing and equality are canonical.
    private readonly SortedDictionary<string, Term> _terms;

    private string? _text;

    private Dim(SortedDictionary<string, Term> terms) => _terms = terms;

    public static Dim Zero { get; } = new(NewTerms());

    public static Dim Of(long value) => value == 0 ? Zero : Of(new Term([], value));

    public static Dim Of(Symbol symbol) => Of(new Term([symbol], 1));

    private static Dim Of(Term term)
    {
        var terms = NewTerms();
        terms[term.Key] = term;
        return new Dim(terms);
    }

    public bool IsConstant => _terms.Values.All(term => term.Symbols.Length == 0);

    /// <summary>The value of a constant; 0 for the empty polynomial.</summary>
    public long Constant => _terms.TryGetValue("", out Term? term) ? term.Count : 0;

    public bool IsZero => _terms.Count == 0;

    private bool IsOne => _terms.Count == 1 && Constant == 1;

    public static Dim operator +(Dim left, Dim right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        var terms = NewTerms();
        foreach (Term term in left._terms.Values.Concat(right._terms.Values))
        {
            Add(terms, term);
        }

        return new Dim(terms);
    }

    public static Dim operator *(Dim left, Dim right)
    {
        if (left.IsOne || right.IsOne)
        {
            return left.IsOne ? right : left;
        }

        var terms = NewTerms();
        foreach (Term a in left._terms.Values)
        {
            foreach (Term b in right._terms.Values)
            {
                long count = MultiplySaturating(a.Count, b.Count);
                Add(terms, b.Symbols.Length == 0 ? a.Times(count) : a.Symbols.Length == 0 ? b.Times(count) : new Term(Sorted([.. a.Symbols, .. b.Symbols]), count));
            }
        }

        return new Dim(terms);
    }

    public static Dim operator *(Dim left, long right) => left * Of(right);

    /// <summary>A whole number of cache lines of floats.</summary>
    public bool IsAligned => IsWhole(16);

    /// <summary>A multiple of <paramref name="count"/>, a divisor of 16, whatever the values of the symbols are.</summary>
    public bool IsWhole(int count) => _terms.Values.All(term => term.Count % count == 0 || term.Symbols.Any(symbol => symbol.Multiple % count == 0));

    /// <summary>The symbols that occur.</summary>
    public IEnumerable<Symbol> Symbols => _terms.Values.SelectMany(term => term.Symbols).Distinct();

    /// <summary>At most <paramref name="other"/> for all symbols of at least 1; false when that cannot be told.</summary>
    public bool IsAtMost(Dim other)
    {
        // Each term must be paid for by terms of the other side whose monomial contains its own (B <= B*T since T >= 1).
        Dictionary<Term, long> budget = other._terms.Values.ToDictionary(term => term, term => term.Count);
        foreach (Term term in _terms.Values.OrderByDescending(term => term.Key.Length))
        {
            long due = term.Count;
            foreach (Term payer in budget.Keys.Where(payer => payer.Contains(term)).OrderBy(payer => payer.Key.Length).ToList())
            {
                long paid = Math.Min(due, budget[payer]);
                budget[payer] -= paid;
                due -= paid;
            }

            if (due > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value with every symbol replaced.</summary>
    public long Evaluate(Func<Symbol, long> value)
    {
        long sum = 0;
        foreach (Term term in _terms.Values)
        {
            sum = AddSaturating(sum, term.Symbols.Aggregate(term.Count, (product, symbol) => MultiplySaturating(product, value(symbol))));
        }

        return sum;
    }

    /// <summary>C# text and what the graph printer shows: <c>B * T * 384 + 16</c>.</summary>
    /// <remarks>Longest monomials first: <c>B * T * 384 + B * 4 + 16</c>.</remarks>
    public override string ToString() => _text ??= _terms.Count == 0 ? "0" : string.Join(" + ", _terms.Values.OrderByDescending(term => term.Key.Length));

    /// <summary>As a factor: in parentheses when it is a sum.</summary>
    public string ToFactor() => _terms.Count > 1 ? $"({this})" : ToString();

    public bool Equals(Dim? other) => other is not null && _terms.Values.SequenceEqual(other._terms.Values);

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (Term term in _terms.Values)
        {
            hash = unchecked((hash * 31) + term.GetHashCode());
        }

        return hash;
    }

    private static SortedDictionary<string, Term> NewTerms() => new(StringComparer.Ordinal);

    private static void Add(SortedDictionary<string, Term> terms, Term term) =>
        terms[term.Key] = terms.TryGetValue(term.Key, out Term? known) ? term.Times(AddSaturating(known.Count, term.Count)) : term;

    private static Symbol[] Sorted(Symbol[] symbols)
    {
        Array.Sort(symbols, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return symbols;
    }

    private static long AddSaturating(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static long MultiplySaturating(long a, long b) => b != 0 && a > long.MaxValue / b ? long.MaxValue : a * b;

    /// <summary>A product of symbols, in the order of their names, and of a number.</summary>
    private sealed class Term(Symbol[] symbols, string key, long count) : IEquatable<Term>
    {
        public Term(Symbol[] symbols, long count) : this(symbols, string.Join("*", symbols.Select(symbol => symbol.Name)), count)
        {
        }

        public Symbol[] Symbols { get; } = symbols;

        public long Count { get; } = count;

        public string Key { get; } = key;

        /// <summary>The same symbols with another number.</summary>
        public Term Times(long number) => new(Symbols, Key, number);

        public bool Contains(Term part)
        {
            List<Symbol> own = [.. Symbols];
            return part.Symbols.All(own.Remove);
        }

        public bool Equals(Term? other) => other is not null && Count == other.Count && Key == other.Key;

        public override bool Equals(object? obj) => Equals(obj as Term);

        public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Key) * 7) + Count.GetHashCode());

        public override string ToString()
        {
            string number = Count.ToString(CultureInfo.InvariantCulture);
            return Symbols.Length == 0 ? number : Key.Replace("*", " * ") + (Count == 1 ? "" : " * " + number);
        }
    }
}
