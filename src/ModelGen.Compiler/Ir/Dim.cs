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
    private readonly Term[] _terms;

    private string? _text;
    private IReadOnlyList<Symbol>? _symbols;

    private Dim(params Term[] terms) => _terms = terms;

    public static Dim Zero { get; } = new();

    public static Dim One { get; } = new(new Term([], "", 1));

    public static Dim Of(long value) => value switch { 0 => Zero, 1 => One, _ => new(new Term([], "", value)) };

    public static Dim Of(Symbol symbol) => new(new Term([symbol], symbol.Name, 1));

    public bool IsConstant => _terms.Length == 0 || (_terms.Length == 1 && _terms[0].Symbols.Length == 0);

    /// <summary>The value of a constant; 0 for the empty polynomial.</summary>
    public long Constant => _terms.Length > 0 && _terms[0].Symbols.Length == 0 ? _terms[0].Count : 0;

    public bool IsZero => _terms.Length == 0;

    private bool IsOne => _terms.Length == 1 && Constant == 1;

    public static Dim operator +(Dim left, Dim right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        // Both are in the order of keys.
        Term[] ours = left._terms, theirs = right._terms, terms = new Term[ours.Length + theirs.Length];
        int count = 0;
        for (int i = 0, j = 0; i < ours.Length || j < theirs.Length;)
        {
            int order = i == ours.Length ? 1 : j == theirs.Length ? -1 : string.CompareOrdinal(ours[i].Key, theirs[j].Key);
            terms[count++] = order == 0 ? ours[i].With(AddSaturating(ours[i].Count, theirs[j].Count)) : order < 0 ? ours[i] : theirs[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        Array.Resize(ref terms, count);
        return new Dim(terms);
    }

    public static Dim operator *(Dim left, Dim right)
    {
        if (left.IsOne || right.IsOne)
        {
            return left.IsOne ? right : left;
        }

        if (left._terms.Length == 1 && right._terms.Length == 1)
        {
            return new Dim(left._terms[0].Times(right._terms[0]));
        }

        var terms = new List<Term>();
        foreach (Term a in left._terms)
        {
            foreach (Term b in right._terms)
            {
                Add(terms, a.Times(b));
            }
        }

        return new Dim([.. terms]);
    }

    public static Dim operator *(Dim left, long right) => left * Of(right);

    /// <summary>A whole number of cache lines of floats.</summary>
    public bool IsAligned => IsWhole(16);

    /// <summary>A multiple of <paramref name="count"/>, a divisor of 16, whatever the values of the symbols are.</summary>
    public bool IsWhole(int count) => Array.TrueForAll(_terms, term => term.Count % count == 0 || Array.Exists(term.Symbols, symbol => symbol.Multiple % count == 0));

    /// <summary>The symbols that occur.</summary>
    public IReadOnlyList<Symbol> Symbols => _symbols ??= IsConstant ? [] : _terms.Length == 1 && _terms[0].Symbols.Length == 1 ? _terms[0].Symbols : [.. _terms.SelectMany(term => term.Symbols).Distinct()];

    /// <summary>At most <paramref name="other"/> for all symbols of at least 1; false when that cannot be told.</summary>
    public bool IsAtMost(Dim other)
    {
        if (_terms.Length <= 1 && other._terms.Length == 1)
        {
            return _terms.Length == 0 || (_terms[0].Count <= other._terms[0].Count && other._terms[0].Contains(_terms[0]));
        }

        // Each term must be paid for by terms of the other side whose monomial contains its own (B <= B*T since T >= 1).
        Dictionary<Term, long> budget = other._terms.ToDictionary(term => term, term => term.Count);
        foreach (Term term in _terms.OrderByDescending(term => term.Key.Length))
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
        foreach (Term term in _terms)
        {
            long product = term.Count;
            foreach (Symbol symbol in term.Symbols)
            {
                product = MultiplySaturating(product, value(symbol));
            }

            sum = AddSaturating(sum, product);
        }

        return sum;
    }

    /// <summary>C# text and what the graph printer shows: <c>B * T * 384 + 16</c>.</summary>
    /// <remarks>Longest monomials first: <c>B * T * 384 + B * 4 + 16</c>.</remarks>
    public override string ToString() => _text ??= _terms.Length switch
    {
        0 => "0",
        1 => _terms[0].ToString(),
        _ => string.Join(" + ", _terms.OrderByDescending(term => term.Key.Length)),
    };

    /// <summary>As a factor: in parentheses when it is a sum.</summary>
    public string ToFactor() => _terms.Length > 1 ? $"({this})" : ToString();

    public bool Equals(Dim? other)
    {
        if (ReferenceEquals(this, other) || other is null || _terms.Length != other._terms.Length)
        {
            return ReferenceEquals(this, other);
        }

        for (int i = 0; i < _terms.Length; i++)
        {
            if (!_terms[i].Equals(other._terms[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (Term term in _terms)
        {
            hash = unchecked((hash * 31) + term.GetHashCode());
        }

        return hash;
    }

    // Into a list in the order of keys.
    private static void Add(List<Term> terms, Term term)
    {
        for (int i = 0; i < terms.Count; i++)
        {
            int order = string.CompareOrdinal(terms[i].Key, term.Key);
            if (order >= 0)
            {
                if (order == 0)
                {
                    terms[i] = term.With(AddSaturating(terms[i].Count, term.Count));
                }
                else
                {
                    terms.Insert(i, term);
                }

                return;
            }
        }

        terms.Add(term);
    }

    private static long AddSaturating(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static long MultiplySaturating(long a, long b) => b != 0 && a > long.MaxValue / b ? long.MaxValue : a * b;

    /// <summary>A product of symbols, in the order of their names, and of a number.</summary>
    private sealed class Term(Symbol[] symbols, string key, long count) : IEquatable<Term>
    {
        public Symbol[] Symbols { get; } = symbols;

        public long Count { get; } = count;

        public string Key { get; } = key;

        /// <summary>The same symbols with another number.</summary>
        public Term With(long number) => new(Symbols, Key, number);

        public Term Times(Term other)
        {
            long number = MultiplySaturating(Count, other.Count);
            if (Symbols.Length == 0 || other.Symbols.Length == 0)
            {
                return (Symbols.Length == 0 ? other : this).With(number);
            }

            Symbol[] symbols = [.. Symbols, .. other.Symbols];
            Array.Sort(symbols, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return new(symbols, string.Join("*", symbols.Select(symbol => symbol.Name)), number);
        }

        public bool Contains(Term part)
        {
            int found = 0;
            for (int i = 0; i < Symbols.Length && found < part.Symbols.Length; i++)
            {
                found += Symbols[i].Name == part.Symbols[found].Name ? 1 : 0;
            }

            return found == part.Symbols.Length;
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
