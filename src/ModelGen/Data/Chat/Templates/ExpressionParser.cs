using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Makes functions of a template's expressions.</summary>
internal sealed partial class ExpressionParser(TokenCursor tokens)
{
    private const int MostDepth = 60;

    private static readonly string[] s_comparisons = ["==", "!=", "<=", ">=", "<", ">"];

    private int _depth;

    /// <summary>An expression, which may have a condition: <c>a if b else c</c>.</summary>
    public Func<TemplateScope, object?> Whole()
    {
        if (++_depth > MostDepth) throw tokens.Error("expressions are in one another too deeply");
        Func<TemplateScope, object?> value = WithoutCondition();
        while (tokens.Take("if"))
        {
            Func<TemplateScope, object?> then = value, condition = WithoutCondition();
            Func<TemplateScope, object?>? otherwise = tokens.Take("else") ? Whole() : null;
            value = scope => TemplateValues.IsTrue(condition(scope)) ? then(scope) : otherwise is null ? new Undefined("a value without else") : otherwise(scope);
        }

        _depth--;
        return value;
    }

    /// <summary>An expression, or several with commas between them, which are a list.</summary>
    public Func<TemplateScope, object?> Tuple()
    {
        Func<TemplateScope, object?> first = Whole();
        if (!tokens.Is(",")) return first;
        List<Func<TemplateScope, object?>> parts = [first];
        while (tokens.Take(",")) parts.Add(Whole());
        return scope => parts.ConvertAll(part => part(scope));
    }

    /// <summary>An expression up to an <c>if</c>.</summary>
    public Func<TemplateScope, object?> WithoutCondition()
    {
        Func<TemplateScope, object?> left = And();
        while (tokens.Take("or"))
        {
            (Func<TemplateScope, object?> one, Func<TemplateScope, object?> other) = (left, And());
            left = scope => one(scope) is var value && TemplateValues.IsTrue(value) ? value : other(scope);
        }

        return left;
    }

    /// <summary>The filters that stand behind a <c>|</c> each.</summary>
    /// <param name="isFirstNamed">Whether the first stands without.</param>
    public Func<string, Func<TemplateScope, object?>> Filters(bool isFirstNamed = false)
    {
        List<Func<Func<TemplateScope, object?>, Func<TemplateScope, object?>>> filters = [];
        if (isFirstNamed) filters.Add(Filter());
        while (tokens.Take("|")) filters.Add(Filter());
        return text => filters.Aggregate<Func<Func<TemplateScope, object?>, Func<TemplateScope, object?>>, Func<TemplateScope, object?>>(_ => text, (value, filter) => filter(value));
    }

    private Func<TemplateScope, object?> And()
    {
        Func<TemplateScope, object?> left = Not();
        while (tokens.Take("and"))
        {
            (Func<TemplateScope, object?> one, Func<TemplateScope, object?> other) = (left, Not());
            left = scope => one(scope) is var value && TemplateValues.IsTrue(value) ? other(scope) : value;
        }

        return left;
    }

    private Func<TemplateScope, object?> Not()
    {
        bool negates = false, any = false;
        while (tokens.Take("not")) (negates, any) = (!negates, true);
        Func<TemplateScope, object?> value = Compare();
        return any ? scope => TemplateValues.IsTrue(value(scope)) != negates : value;
    }

    private Func<TemplateScope, object?> Compare()
    {
        Func<TemplateScope, object?> first = Sum();
        List<(string Sign, Func<TemplateScope, object?> Right)> rest = [];
        while (Comparison() is string sign) rest.Add((sign, Sum()));
        if (rest.Count == 0) return first;
        return scope =>
        {
            object? left = first(scope);
            foreach ((string sign, Func<TemplateScope, object?> right) in rest)
            {
                object? value = right(scope);
                if (!TemplateValues.Compare(sign, left, value)) return false;
                left = value;
            }

            return true;
        };
    }

    private string? Comparison()
    {
        foreach (string sign in s_comparisons)
        {
            if (tokens.Take(sign)) return sign;
        }

        if (tokens.Take("in")) return "in";
        if (!tokens.Is("not") || tokens.Word(1) != "in") return null;
        tokens.Next();
        tokens.Next();
        return "not in";
    }

    private Func<TemplateScope, object?> Sum() => Chain(["+", "-"], () => Chain(["~"], () => Chain(["*", "//", "/", "%"], Power)));

    private Func<TemplateScope, object?> Power() => Chain(["**"], () => Unary(hasFilters: true));

    private Func<TemplateScope, object?> Chain(string[] signs, Func<Func<TemplateScope, object?>> operand)
    {
        Func<TemplateScope, object?> left = operand();
        while (Array.Find(signs, tokens.Is) is string sign)
        {
            tokens.Next();
            (Func<TemplateScope, object?> one, Func<TemplateScope, object?> other) = (left, operand());
            left = scope =>
            {
                scope.Budget.Step();
                return TemplateValues.Calculate(sign, one(scope), other(scope), scope.Budget);
            };
        }

        return left;
    }

    private Func<TemplateScope, object?> Unary(bool hasFilters)
    {
        if (++_depth > MostDepth) throw tokens.Error("expressions are in one another too deeply");
        Func<TemplateScope, object?> value;
        if (tokens.Is("-") || tokens.Is("+"))
        {
            long factor = tokens.Next().Text == "-" ? -1 : 1;
            Func<TemplateScope, object?> inner = Unary(hasFilters: false);
            value = scope => TemplateValues.Number(inner(scope)) switch { long whole => (object)unchecked(factor * whole), var number => factor * (double)number };
        }
        else
        {
            value = Postfix(Primary());
        }

        if (hasFilters) value = Filtered(value);
        _depth--;
        return value;
    }

    private Func<TemplateScope, object?> Filtered(Func<TemplateScope, object?> value)
    {
        while (true)
        {
            if (tokens.Take("|")) value = Filter()(value);
            else if (tokens.Take("is")) value = Test(value);
            else return value;
        }
    }

    private Func<Func<TemplateScope, object?>, Func<TemplateScope, object?>> Filter()
    {
        string name = tokens.Name();
        if (!TemplateFilters.Has(name)) throw tokens.Error($"the filter '{name}' is not known");
        (List<Func<TemplateScope, object?>> arguments, Dictionary<string, Func<TemplateScope, object?>> named) = tokens.Take("(") ? Arguments() : ([], []);
        return value => scope =>
        {
            scope.Budget.Step();
            return TemplateFilters.Apply(name, scope, value(scope), arguments.ConvertAll(argument => argument(scope)), named.ToDictionary(pair => pair.Key, pair => pair.Value(scope)));
        };
    }

    private Func<TemplateScope, object?> Test(Func<TemplateScope, object?> value)
    {
        bool negates = tokens.Take("not");
        string name = tokens.Name();
        if (!TemplateTests.Has(name)) throw tokens.Error($"the test '{name}' is not known");
        List<Func<TemplateScope, object?>> arguments = [];
        if (tokens.Take("(")) arguments = Arguments().Positional;
        else if (tokens.Current.Kind is TemplateTokenKind.Text or TemplateTokenKind.Whole or TemplateTokenKind.Number || tokens.Is("[") || tokens.Is("{") || (tokens.Current.Kind == TemplateTokenKind.Name && tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not" or "recursive")))
            arguments.Add(Postfix(Primary()));
        return scope => TemplateTests.Holds(name, value(scope), arguments.ConvertAll(argument => argument(scope))) != negates;
    }
}
