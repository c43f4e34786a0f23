using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Makes functions of a template's statements.</summary>
internal sealed class StatementParser
{
    private const int MostDepth = 100;

    private readonly TokenCursor _tokens;
    private readonly ExpressionParser _expressions;
    private int _depth;

    public StatementParser(List<TemplateToken> tokens)
    {
        _tokens = new TokenCursor(tokens);
        _expressions = new ExpressionParser(_tokens);
    }

    /// <summary>The whole template.</summary>
    /// <exception cref="ChatTemplateException">It says what is not understood.</exception>
    public Func<TemplateScope, LoopControl> Template()
    {
        Func<TemplateScope, LoopControl> body = Body();
        return _tokens.IsAtEnd ? body : throw _tokens.Error("there is an end without a beginning");
    }

    // Up to a statement that is none here, such as an end.
    private Func<TemplateScope, LoopControl> Body(params ReadOnlySpan<string> ends)
    {
        if (++_depth > MostDepth) throw _tokens.Error("blocks are in one another too deeply");
        List<Func<TemplateScope, LoopControl>> parts = [];
        while (!_tokens.IsAtEnd)
        {
            TemplateToken token = _tokens.Current;
            if (token.Kind == TemplateTokenKind.Data)
            {
                _tokens.Next();
                parts.Add(scope => Wrote(scope, token.Text));
            }
            else if (token.Kind == TemplateTokenKind.OutputStart)
            {
                _tokens.Next();
                Func<TemplateScope, object?> value = _expressions.Whole();
                _tokens.End();
                parts.Add(scope => Wrote(scope, TemplateValues.Text(value(scope), scope.Budget)));
            }
            else
            {
                string word = _tokens.Word(1);
                if (ends.Contains(word)) break;
                _tokens.Next();
                _tokens.Next();
                parts.Add(Statement(word));
            }
        }

        _depth--;
        return scope =>
        {
            foreach (Func<TemplateScope, LoopControl> part in parts)
            {
                scope.Budget.Step();
                if (part(scope) is not LoopControl.None and var control) return control;
            }

            return LoopControl.None;
        };
    }

    private static LoopControl Wrote(TemplateScope scope, string text)
    {
        scope.Write(text);
        return LoopControl.None;
    }

    private Func<TemplateScope, LoopControl> Statement(string word)
    {
        switch (word)
        {
            case "if": return If();
            case "for": return For();
            case "set": return Set();
            case "macro": return Macro();
            case "break" or "continue":
                _tokens.End();
                return word == "break" ? _ => LoopControl.Break : _ => LoopControl.Continue;
            case "generation": // marks what an assistant said, for training
                _tokens.End();
                Func<TemplateScope, LoopControl> said = Body("endgeneration");
                EndBlock("endgeneration");
                return said;
            case "filter": return Filter();
            default: throw _tokens.Error($"the statement '{word}' is not known");
        }
    }

    private void EndBlock(string word)
    {
        if (_tokens.IsAtEnd || _tokens.Word(1) != word) throw _tokens.Error($"there is no {word}");
        _tokens.Next();
        _tokens.Next();
        if (_tokens.Current.Kind == TemplateTokenKind.Name) _tokens.Next(); // endmacro may repeat a name
        _tokens.End();
    }

    private Func<TemplateScope, LoopControl> If()
    {
        List<(Func<TemplateScope, object?> Condition, Func<TemplateScope, LoopControl> Body)> cases = [];
        Func<TemplateScope, LoopControl>? otherwise = null;
        Func<TemplateScope, object?> condition = _expressions.Whole();
        _tokens.End();
        while (true)
        {
            cases.Add((condition, Body("elif", "else", "endif")));
            if (_tokens.IsAtEnd || _tokens.Word(1) != "elif") break;
            _tokens.Next();
            _tokens.Next();
            condition = _expressions.Whole();
            _tokens.End();
        }

        otherwise = Else("endif");
        EndBlock("endif");
        return scope =>
        {
            foreach ((Func<TemplateScope, object?> test, Func<TemplateScope, LoopControl> body) in cases)
            {
                if (TemplateValues.IsTrue(test(scope))) return body(scope);
            }

            return otherwise?.Invoke(scope) ?? LoopControl.None;
        };
    }

    private Func<TemplateScope, LoopControl>? Else(string end)
    {
        if (_tokens.IsAtEnd || _tokens.Word(1) != "else") return null;
        _tokens.Next();
        _tokens.Next();
        _tokens.End();
        return Body(end);
    }

    private Func<TemplateScope, LoopControl> For()
    {
        List<string> targets = Names();
        _tokens.Expect("in");
        Func<TemplateScope, object?> source = _expressions.WithoutCondition();
        Func<TemplateScope, object?>? condition = _tokens.Take("if") ? _expressions.Whole() : null;
        if (_tokens.Take("recursive")) throw _tokens.Error("recursive loops are not known");
        _tokens.End();
        Func<TemplateScope, LoopControl> body = Body("else", "endfor");
        Func<TemplateScope, LoopControl>? otherwise = Else("endfor");
        EndBlock("endfor");
        return scope =>
        {
            List<object?> elements = [];
            foreach (object? element in TemplateValues.Elements(source(scope)))
            {
                scope.Budget.Step();
                TemplateScope tested = scope.Inner();
                Assign(tested, targets, element);
                if (condition is null || TemplateValues.IsTrue(condition(tested))) elements.Add(element);
            }

            if (elements.Count == 0) return otherwise?.Invoke(scope) ?? LoopControl.None;
            for (int i = 0; i < elements.Count; i++)
            {
                scope.Budget.Step();
                TemplateScope inner = scope.Inner();
                inner.Set("loop", new TemplateLoop(elements, i));
                Assign(inner, targets, elements[i]);
                if (body(inner) == LoopControl.Break) break;
            }

            return LoopControl.None;
        };
    }

    private List<string> Names()
    {
        bool isTuple = _tokens.Take("(");
        List<string> names = [_tokens.Name()];
        while (_tokens.Take(",")) names.Add(_tokens.Name());
        if (isTuple) _tokens.Expect(")");
        return names;
    }

    private static void Assign(TemplateScope scope, List<string> targets, object? value)
    {
        if (targets.Count == 1)
        {
            scope.Set(targets[0], value);
            return;
        }

        List<object?> values = [.. TemplateValues.Elements(value)];
        if (values.Count != targets.Count) throw new ChatTemplateException($"The chat template gives {targets.Count} names to {values.Count} values");
        for (int i = 0; i < values.Count; i++) scope.Set(targets[i], values[i]);
    }

    private Func<TemplateScope, LoopControl> Set()
    {
        List<string> targets = Names();
        string? field = targets.Count == 1 && _tokens.Take(".") ? _tokens.Name() : null;
        Func<TemplateScope, object?> value;
        if (_tokens.Take("="))
        {
            value = _expressions.Tuple();
            _tokens.End();
        }
        else
        {
            Func<string, Func<TemplateScope, object?>> filtered = _expressions.Filters();
            _tokens.End();
            Func<TemplateScope, LoopControl> body = Body("endset");
            EndBlock("endset");
            value = scope => filtered(Captured(scope, body))(scope);
        }

        return scope =>
        {
            object? result = value(scope);
            if (field is null) Assign(scope, targets, result);
            else if (scope.Get(targets[0]) is TemplateNamespace space) space.Values[field] = result;
            else throw new ChatTemplateException($"The chat template sets '{field}' of '{targets[0]}', which is no namespace");
            return LoopControl.None;
        };
    }

    private static string Captured(TemplateScope scope, Func<TemplateScope, LoopControl> body)
    {
        StringBuilder output = new();
        body(scope.Captured(output));
        return output.ToString();
    }

    private Func<TemplateScope, LoopControl> Filter()
    {
        Func<string, Func<TemplateScope, object?>> filtered = _expressions.Filters(isFirstNamed: true);
        _tokens.End();
        Func<TemplateScope, LoopControl> body = Body("endfilter");
        EndBlock("endfilter");
        return scope => Wrote(scope, TemplateValues.Text(filtered(Captured(scope, body))(scope), scope.Budget));
    }

    private Func<TemplateScope, LoopControl> Macro()
    {
        string name = _tokens.Name();
        List<(string Name, Func<TemplateScope, object?>? Otherwise)> parameters = [];
        _tokens.Expect("(");
        while (!_tokens.Take(")"))
        {
            if (parameters.Count > 0) _tokens.Expect(",");
            parameters.Add((_tokens.Name(), _tokens.Take("=") ? _expressions.Whole() : null));
        }

        _tokens.End();
        Func<TemplateScope, LoopControl> body = Body("endmacro");
        EndBlock("endmacro");
        return scope =>
        {
            scope.Set(name, (TemplateFunction)((caller, arguments, named) =>
            {
                caller.Budget.Enter();
                StringBuilder output = new();
                TemplateScope inner = scope.Captured(output);
                for (int i = 0; i < parameters.Count; i++)
                {
                    (string parameter, Func<TemplateScope, object?>? otherwise) = parameters[i];
                    inner.Set(parameter, i < arguments.Count ? arguments[i] : named.TryGetValue(parameter, out object? given) ? given : otherwise is null ? new Undefined(parameter) : otherwise(inner));
                }

                body(inner);
                caller.Budget.Leave();
                return output.ToString();
            }));
            return LoopControl.None;
        };
    }
}
