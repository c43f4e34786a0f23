using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Elementwise;

/// <summary>An expression in one of the table's languages.</summary>
/// <param name="template">A function's text.</param>
/// <param name="constant">A number's.</param>
/// <param name="input">An input's; by default its letter.</param>
/// <param name="receiver">A number's, where a method of it is called; by default as elsewhere.</param>
internal sealed class ExpressionText(Expression expression, Func<Function, string> template, Func<double, string> constant, Func<int, string>? input = null, Func<double, string>? receiver = null)
{
    // A text that is longer becomes a local of its own.
    private const int Longest = 70;

    private readonly Func<int, string> _input = input ?? Expression.InputName;

    /// <summary>The whole in one line: what is used twice stands twice.</summary>
    public string Whole => Text(expression.Terms.Count - 1, []).Text;

    /// <summary>Locals for what is used more than once or would grow too long, and the result.</summary>
    /// <param name="type">Of the locals.</param>
    public (IReadOnlyList<string> Locals, string Result) Statements(string type)
    {
        var locals = new List<string>();
        var names = new Dictionary<int, string>();
        for (int i = 0; i < expression.Terms.Count - 1; i++)
        {
            if (expression.Terms[i].Function is null)
            {
                continue;
            }

            string text = Text(i, names).Text;
            if (Uses(i) > 1 || text.Length > Longest)
            {
                names[i] = "t" + locals.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                locals.Add($"{type} {names[i]} = {text};");
            }
        }

        return (locals, Text(expression.Terms.Count - 1, names).Text);
    }

    private int Uses(int index) => expression.Terms.Sum(term => term.Arguments.Count(argument => argument == index));

    private (string Text, int Binding) Text(int index, Dictionary<int, string> names)
    {
        if (names.TryGetValue(index, out string? name))
        {
            return (name, 3);
        }

        Term term = expression.Terms[index];
        if (term.Function is not { } function)
        {
            return (term.IsConstant ? constant(term.Constant) : _input(term.Input), 3);
        }

        object[] arguments = new object[function.Arity];
        for (int i = 0; i < arguments.Length; i++)
        {
            Term argument = expression.Terms[term.Arguments[i]];
            (string text, int binding) = receiver is not null && argument.IsConstant && IsReceiver(function, i) ? (receiver(argument.Constant), 3) : Text(term.Arguments[i], names);

            // The right of a difference or a quotient is no part of a row of them; {0}.relu() binds its first argument as tightly as a name.
            bool binds = function.Binding < 3 ? binding > function.Binding || (i == 0 && binding == function.Binding) : binding == 3 || !IsReceiver(function, i);
            arguments[i] = binds ? text : $"({text})";
        }

        return (string.Format(System.Globalization.CultureInfo.InvariantCulture, template(function), arguments), function.Binding);
    }

    private bool IsReceiver(Function function, int argument) => template(function).StartsWith($"{{{argument}}}.", StringComparison.Ordinal);
}
