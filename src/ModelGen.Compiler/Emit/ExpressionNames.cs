using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Compiler.Emit;

/// <summary>What the expressions of a model's passes are called, in the order in which passes turn out to use them.</summary>
internal sealed class ExpressionNames
{
    // More functions would make a name nobody reads.
    private const int Longest = 4;

    private readonly Dictionary<Expression, string> _names = [];

    public IEnumerable<KeyValuePair<Expression, string>> All => _names.OrderBy(pair => pair.Value, System.StringComparer.Ordinal);

    /// <summary>Its functions one after another, <c>TanhMultiply</c>; numbered where that is taken or too long.</summary>
    public string Name(Expression expression)
    {
        if (!_names.TryGetValue(expression, out string? name))
        {
            string[] functions = [.. expression.Terms.Where(term => term.Function is not null).Select(term => term.Function!.Name)];
            string wanted = functions.Length <= Longest ? string.Concat(functions) + "Map" : "Map";
            name = wanted == "Map" ? "Map1" : wanted;
            for (int n = 2; _names.ContainsValue(name); n++)
            {
                name = wanted + Literals.Int(n);
            }

            _names.Add(expression, name);
        }

        return name;
    }
}
