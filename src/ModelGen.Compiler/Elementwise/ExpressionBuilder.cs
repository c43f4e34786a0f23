using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Elementwise;

/// <summary>Collects the steps of an expression; the same step is made once.</summary>
public sealed class ExpressionBuilder
{
    private readonly List<Term> _terms = [];
    private readonly Dictionary<Term, int> _known = [];

    public Scalar Input(int input) => Add(new(null, default, Input: input));

    public Scalar Constant(double value) => Add(new(null, default, value));

    public Term TermOf(Scalar number) => _terms[number.Term];

    /// <summary>A function's value; neither sums with 0 nor products with 1 are made, which derivatives are full of.</summary>
    public Scalar Apply(Function function, IReadOnlyList<Scalar> arguments)
    {
        Term[] terms = [.. arguments.Select(argument => _terms[argument.Term])];
        if (function == Functions.Add || function == Functions.Multiply)
        {
            double neutral = function == Functions.Add ? 0 : 1;
            for (int i = 0; i < 2; i++)
            {
                if (terms[i].IsConstant && terms[i].Constant == neutral)
                {
                    return arguments[1 - i];
                }
            }
        }

        if (terms.All(term => term.IsConstant) && Fold(function, terms) is { } folded)
        {
            return Constant(folded);
        }

        if (function == Functions.Less && terms[0] is { IsConstant: true, Constant: 0 } && KeepsPositive(terms[1]))
        {
            return Apply(function, [arguments[0], new(this, terms[1].Arguments[0])]);
        }

        if (function == Functions.Where)
        {
            arguments = [arguments[0], Under(arguments[0], arguments[1], 1), Under(arguments[0], arguments[2], 2)];
        }

        return Add(new(function, new([.. arguments.Select(argument => argument.Term)])));
    }

    /// <summary>The steps of another expression over numbers of this one.</summary>
    /// <param name="opened">Functions that have a definition are put down as that: see <see cref="Function.Definition"/>.</param>
    /// <returns>All terms; the last is the result.</returns>
    public IReadOnlyList<Scalar> Include(Expression expression, IReadOnlyList<Scalar> inputs, bool opened = false)
    {
        var made = new List<Scalar>();
        foreach (Term term in expression.Terms)
        {
            Scalar[] arguments = [.. term.Arguments.Select(argument => made[argument])];
            made.Add(term.Function is { } function
                ? opened && function.Definition is { } definition ? definition(arguments) : Apply(function, arguments)
                : term.IsConstant ? Constant(term.Constant) : inputs[term.Input]);
        }

        return made;
    }

    /// <summary>What a number needs, and no more.</summary>
    /// <returns>With the inputs that are left, by the numbers they had.</returns>
    public (Expression Expression, IReadOnlyList<int> Inputs) Build(Scalar result)
    {
        var needed = new bool[_terms.Count];
        needed[result.Term] = true;
        for (int i = result.Term; i >= 0; i--)
        {
            foreach (int argument in needed[i] ? _terms[i].Arguments : default)
            {
                needed[argument] = true;
            }
        }

        // Inputs and constants first, in their order, so that what is the same is written the same.
        int[] order = [.. Enumerable.Range(0, result.Term + 1).Where(i => needed[i]).OrderBy(i => _terms[i].Function is not null ? 2 : _terms[i].IsConstant ? 1 : 0).ThenBy(i => _terms[i].Input)];
        int[] inputs = [.. order.Where(i => _terms[i].Input >= 0).Select(i => _terms[i].Input)];
        var places = new Dictionary<int, int>();
        var terms = new List<Term>();
        foreach (int i in order)
        {
            places[i] = terms.Count;
            Term term = _terms[i];
            terms.Add(term.Function is not null
                ? term with { Arguments = new([.. term.Arguments.Select(argument => places[argument])]) }
                : term.Input >= 0 ? term with { Input = terms.Count } : term);
        }

        return (new(new([.. terms])), inputs);
    }

    // Of functions such as Relu and LeakyRelu one comparison serves all.
    private bool KeepsPositive(Term term) =>
        term.Function is { KeepsPositive: true } && term.Arguments.Skip(1).All(argument => _terms[argument] is { IsConstant: true, Constant: >= 0 });

    // A number that is asked for only where the mask is 1 (choice 1), or 0 (choice 2), as far as the same mask has decided in it.
    private Scalar Under(Scalar mask, Scalar value, int choice)
    {
        Term term = _terms[value.Term];
        return term.Function == Functions.Where && term.Arguments[0] == mask.Term ? new(this, term.Arguments[choice])
            : term.Function == Functions.Multiply && term.Arguments.Any(argument => Decides(_terms[argument]))
            ? Apply(Functions.Multiply, [.. term.Arguments.Select(argument => Under(mask, new(this, argument), choice))])
            : value;

        bool Decides(Term argument) => argument.Function == Functions.Where && argument.Arguments[0] == mask.Term;
    }

    private static double? Fold(Function function, Term[] terms) =>
        function == Functions.Add ? terms[0].Constant + terms[1].Constant
        : function == Functions.Subtract ? terms[0].Constant - terms[1].Constant
        : function == Functions.Multiply ? terms[0].Constant * terms[1].Constant
        : function == Functions.Divide ? terms[0].Constant / terms[1].Constant
        : function == Functions.Negate ? -terms[0].Constant
        : null;

    private Scalar Add(Term term)
    {
        if (!_known.TryGetValue(term, out int index))
        {
            index = _terms.Count;
            _terms.Add(term);
            _known.Add(term, index);
        }

        return new(this, index);
    }
}
