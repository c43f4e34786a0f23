using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What operators stand between: literals, names, lists, calls, members.</summary>
internal sealed partial class ExpressionParser
{
    private Func<TemplateScope, object?> Postfix(Func<TemplateScope, object?> value)
    {
        while (true)
        {
            Func<TemplateScope, object?> of = value;
            if (tokens.Take("."))
            {
                string name = tokens.Current.Kind == TemplateTokenKind.Whole ? tokens.Next().Text : tokens.Name();
                value = scope => TemplateMembers.Field(of(scope), name);
            }
            else if (tokens.Take("["))
            {
                value = Subscript(of);
            }
            else if (tokens.Take("("))
            {
                (List<Func<TemplateScope, object?>> arguments, Dictionary<string, Func<TemplateScope, object?>> named) = Arguments();
                value = scope =>
                {
                    scope.Budget.Step();
                    return of(scope) is TemplateFunction function
                        ? function(scope, arguments.ConvertAll(argument => argument(scope)), named.ToDictionary(pair => pair.Key, pair => pair.Value(scope)))
                        : throw new ChatTemplateException($"The chat template calls {TemplateValues.Describe(of(scope))}, which is no function");
                };
            }
            else
            {
                return value;
            }
        }
    }

    private Func<TemplateScope, object?> Subscript(Func<TemplateScope, object?> of)
    {
        Func<TemplateScope, object?>?[] bounds = new Func<TemplateScope, object?>?[3];
        int colons = 0;
        while (!tokens.Is("]"))
        {
            if (!tokens.Is(":")) bounds[colons] = Whole();
            if (!tokens.Take(":")) break;
            if (++colons > 2) throw tokens.Error("there are too many colons");
        }

        tokens.Expect("]");
        if (colons > 0) return scope => TemplateMembers.Slice(of(scope), bounds[0]?.Invoke(scope), bounds[1]?.Invoke(scope), bounds[2]?.Invoke(scope), scope.Budget);
        Func<TemplateScope, object?> index = bounds[0] ?? throw tokens.Error("there is nothing between [ and ]");
        return scope => TemplateMembers.Item(of(scope), index(scope));
    }

    private (List<Func<TemplateScope, object?>> Positional, Dictionary<string, Func<TemplateScope, object?>> Named) Arguments()
    {
        List<Func<TemplateScope, object?>> positional = [];
        Dictionary<string, Func<TemplateScope, object?>> named = new(StringComparer.Ordinal);
        while (!tokens.Take(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take(")")) break;
            }

            if (tokens.Current.Kind == TemplateTokenKind.Name && tokens.IsNext("="))
            {
                string name = tokens.Name();
                tokens.Expect("=");
                named[name] = Whole();
            }
            else
            {
                positional.Add(Whole());
            }
        }

        return (positional, named);
    }

    private Func<TemplateScope, object?> Primary()
    {
        TemplateToken token = tokens.Next();
        switch (token.Kind)
        {
            case TemplateTokenKind.Name: return Name(token.Text);
            case TemplateTokenKind.Text:
                StringBuilder text = new(token.Text);
                while (tokens.Current.Kind == TemplateTokenKind.Text) text.Append(tokens.Next().Text);
                string whole = text.ToString();
                return _ => whole;
            case TemplateTokenKind.Whole:
                long integer = long.TryParse(token.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : throw tokens.Error("a number is too large");
                return _ => integer;
            case TemplateTokenKind.Number:
                double number = double.Parse(token.Text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                return _ => number;
            case TemplateTokenKind.Sign when token.Text == "(":
                if (tokens.Take(")")) return _ => new List<object?>();
                Func<TemplateScope, object?> inner = Tuple();
                tokens.Take(",");
                tokens.Expect(")");
                return inner;
            case TemplateTokenKind.Sign when token.Text == "[": return List();
            case TemplateTokenKind.Sign when token.Text == "{": return Dictionary();
            default: throw tokens.Error($"'{Weights.Text.Clip(token.Text)}' is not expected");
        }
    }

    private static Func<TemplateScope, object?> Name(string name) => name switch
    {
        "true" or "True" => _ => true,
        "false" or "False" => _ => false,
        "none" or "None" => _ => null,
        _ => scope => scope.Get(name),
    };

    private Func<TemplateScope, object?> List()
    {
        List<Func<TemplateScope, object?>> elements = [];
        while (!tokens.Take("]"))
        {
            if (elements.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take("]")) break;
            }

            elements.Add(Whole());
        }

        return scope =>
        {
            scope.Budget.Take(elements.Count);
            return elements.ConvertAll(element => element(scope));
        };
    }

    private Func<TemplateScope, object?> Dictionary()
    {
        List<(Func<TemplateScope, object?> Key, Func<TemplateScope, object?> Value)> entries = [];
        while (!tokens.Take("}"))
        {
            if (entries.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Take("}")) break;
            }

            Func<TemplateScope, object?> key = Whole();
            tokens.Expect(":");
            entries.Add((key, Whole()));
        }

        return scope =>
        {
            scope.Budget.Take(entries.Count);
            Dictionary<string, object?> values = new(StringComparer.Ordinal);
            foreach ((Func<TemplateScope, object?> key, Func<TemplateScope, object?> value) in entries) values[TemplateValues.Text(key(scope), scope.Budget)] = value(scope);
            return values;
        };
    }
}
