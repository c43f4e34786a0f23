using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Chat.Templates;

/// <summary>What stands behind <c>is</c>.</summary>
internal static class TemplateTests
{
    private static readonly HashSet<string> s_names = new(
        ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "true", "false", "mapping", "sequence", "iterable", "callable", "odd", "even", "divisibleby", "equalto", "eq", "==", "ne", "in", "lt", "gt", "le", "ge", "lower", "upper", "sameas", "startingwith"],
        StringComparer.Ordinal);

    public static bool Has(string name) => s_names.Contains(name);

    public static bool Holds(string name, object? value, List<object?> arguments) => name switch
    {
        "defined" => value is not Undefined,
        "undefined" => value is Undefined,
        "none" => value is null,
        "string" => value is string,
        "number" => value is long or double or bool,
        "integer" => value is long,
        "float" => value is double,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "mapping" => value is Dictionary<string, object?>,
        "sequence" => value is string or List<object?> or Dictionary<string, object?>,
        "iterable" => value is string or List<object?> or Dictionary<string, object?> or Undefined,
        "callable" => value is TemplateFunction,
        "odd" => (long)TemplateValues.ToDouble(value) % 2 != 0,
        "even" => (long)TemplateValues.ToDouble(value) % 2 == 0,
        "divisibleby" => TemplateValues.ToDouble(Only(arguments)) is not 0 and var divisor && TemplateValues.ToDouble(value) % divisor == 0,
        "in" => TemplateValues.Contains(Only(arguments), value),
        "lower" => value is string text && !text.Any(char.IsUpper) && text.Any(char.IsLower),
        "upper" => value is string text && !text.Any(char.IsLower) && text.Any(char.IsUpper),
        "sameas" => value is null or bool or long ? Equals(value, Only(arguments)) : ReferenceEquals(value, Only(arguments)) || TemplateValues.AreEqual(value, Only(arguments)),
        "startingwith" => value is string text && Only(arguments) is string start && text.StartsWith(start, StringComparison.Ordinal),
        "ne" => !TemplateValues.AreEqual(value, Only(arguments)),
        "lt" => TemplateValues.Order(value, Only(arguments)) < 0,
        "gt" => TemplateValues.Order(value, Only(arguments)) > 0,
        "le" => TemplateValues.Order(value, Only(arguments)) <= 0,
        "ge" => TemplateValues.Order(value, Only(arguments)) >= 0,
        _ => TemplateValues.AreEqual(value, Only(arguments)),
    };

    private static object? Only(List<object?> arguments) => arguments.Count == 1 ? arguments[0] : throw new ChatTemplateException("The chat template has a test without what it asks for");
}
