using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>
/// A size known as a polynomial in the symbols of the batch (<c>B</c>) and the sequence (<c>T</c>) with non-negative integer
/// coefficients, kept in one canonical form: two dims are equal when they are the same polynomial.
/// </summary>
/// <remarks>Arithmetic saturates at <see cref="long.MaxValue"/>; layers refuse sizes that leave <c>int</c> long before.</remarks>
public sealed class Dim : IEquatable<Dim>
{
    // Monomial ("" for the constant, "B", "B*T") -> coefficient, sorted so that printing and equality are canonical.
    private readonly SortedDictionary<string, long> _terms;

    private Dim(SortedDictionary<string, long> terms) => _terms = terms;

    public static Dim Zero { get; } = new(NewTerms());

    public static Dim Of(long value)
    {
        var terms = NewTerms();
        if (value != 0)
        {
            terms[""] = value;
        }

        return new Dim(terms);
    }

    public static Dim Symbol(string name)
    {
        var terms = NewTerms();
        terms[name] = 1;
        return new Dim(terms);
    }

    public bool IsConstant => _terms.Keys.All(key => key.Length == 0);

    /// <summary>The value of a constant; 0 for the empty polynomial.</summary>
    public long Constant => _terms.TryGetValue("", out long value) ? value : 0;

    public bool IsZero => _terms.Count == 0;

    public static Dim operator +(Dim left, Dim right)
    {
        var terms = NewTerms();
        foreach (var term in left._terms)
        {
            terms[term.Key] = term.Value;
        }

        foreach (var term in right._terms)
        {
            terms[term.Key] = AddSaturating(terms.TryGetValue(term.Key, out long have) ? have : 0, term.Value);
        }

        return new Dim(terms);
    }

    public static Dim operator *(Dim left, Dim right)
    {
        var terms = NewTerms();
        foreach (var a in left._terms)
        {
            foreach (var b in right._terms)
            {
                string key = Join(a.Key, b.Key);
                terms[key] = AddSaturating(terms.TryGetValue(key, out long have) ? have : 0, MultiplySaturating(a.Value, b.Value));
            }
        }

        return new Dim(terms);
    }

    public static Dim operator *(Dim left, long right) => left * Of(right);

    /// <summary>A whole number of cache lines of floats.</summary>
    public bool IsAligned => IsMultiple(16);

    /// <summary>A multiple of 4 or 16, whatever B and T are: so are frame sizes, whole cache lines, whose symbols have names of more than one letter.</summary>
    public bool IsMultiple(int count) => _terms.All(term => term.Value % count == 0 || term.Key.Split('*').Any(symbol => symbol.Length > 1 && !LengthDecl.IsLength(symbol)));

    /// <summary>The symbols that occur.</summary>
    public IEnumerable<string> Symbols => _terms.Keys.Where(key => key.Length > 0).SelectMany(key => key.Split('*')).Distinct();

    /// <summary>At most <paramref name="other"/> for all symbols of at least 1; false when that cannot be told.</summary>
    public bool IsAtMost(Dim other)
    {
        // Each term must be paid for by terms of the other side whose monomial contains its own (B <= B*T since T >= 1).
        var budget = other._terms.ToDictionary(term => term.Key, term => term.Value);
        foreach (var term in _terms.OrderByDescending(term => term.Key.Length))
        {
            long due = term.Value;
            foreach (string key in budget.Keys.Where(key => Contains(key, term.Key)).OrderBy(key => key.Length).ToList())
            {
                long paid = Math.Min(due, budget[key]);
                budget[key] -= paid;
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
    public long Evaluate(Func<string, long> symbol)
    {
        long sum = 0;
        foreach (var term in _terms)
        {
            long product = term.Value;
            if (term.Key.Length > 0)
            {
                foreach (string name in term.Key.Split('*'))
                {
                    product = MultiplySaturating(product, symbol(name));
                }
            }

            sum = AddSaturating(sum, product);
        }

        return sum;
    }

    /// <summary>C# text and what the graph printer shows: <c>B * T * 384 + 16</c>.</summary>
    public override string ToString()
    {
        if (_terms.Count == 0)
        {
            return "0";
        }

        // Longest monomials first: B * T * 384 + B * 4 + 16.
        var texts = _terms.OrderByDescending(term => term.Key.Length).Select(term =>
        {
            string number = term.Value.ToString(CultureInfo.InvariantCulture);
            string symbols = term.Key.Replace("*", " * ");
            return term.Key.Length == 0 ? number : term.Value == 1 ? symbols : $"{symbols} * {number}";
        });
        return string.Join(" + ", texts);
    }

    /// <summary>As a factor: in parentheses when it is a sum.</summary>
    public string ToFactor() => _terms.Count > 1 ? $"({this})" : ToString();

    public bool Equals(Dim? other) => other is not null && _terms.SequenceEqual(other._terms);

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (var term in _terms)
        {
            hash = unchecked((hash * 31) + (StringComparer.Ordinal.GetHashCode(term.Key) * 7) + term.Value.GetHashCode());
        }

        return hash;
    }

    private static SortedDictionary<string, long> NewTerms() => new(StringComparer.Ordinal);

    private static string Join(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left + right;
        }

        string[] symbols = [.. left.Split('*'), .. right.Split('*')];
        Array.Sort(symbols, StringComparer.Ordinal);
        return string.Join("*", symbols);
    }

    private static bool Contains(string monomial, string part)
    {
        if (part.Length == 0)
        {
            return true;
        }

        var symbols = monomial.Split('*').ToList();
        return part.Split('*').All(symbols.Remove);
    }

    private static long AddSaturating(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static long MultiplySaturating(long a, long b) => b != 0 && a > long.MaxValue / b ? long.MaxValue : a * b;
}
