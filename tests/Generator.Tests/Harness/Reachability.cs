using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Tests.Harness;

/// <summary>Walks every field of every object that a value holds, and finds what must not be kept alive or compared by reference.</summary>
internal static class Reachability
{
    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(Location), typeof(Compilation), typeof(SemanticModel),
            typeof(AttributeData), typeof(SourceText), typeof(Diagnostic), typeof(Delegate)];

    /// <summary>The path to the first offender, such as <c>.Layers._items[2].Source</c>; null when there is none.</summary>
    public static string? FindForbidden(object? root, out int visited)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<(object Value, string Path)> pending = new();
        Push(root, "");
        while (pending.Count > 0)
        {
            (object value, string path) = pending.Pop();
            Type type = value.GetType();
            if (Forbidden.Any(forbidden => forbidden.IsAssignableFrom(type)))
            {
                visited = seen.Count;
                return $"{path}: {type}";
            }

            if (value is Array array && !type.GetElementType()!.IsPrimitive)
            {
                int i = 0;
                foreach (object? item in (IEnumerable)array)
                {
                    Push(item, $"{path}[{i++}]");
                }
            }

            for (Type? level = type; level is not null; level = level.BaseType)
            {
                foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Push(field.GetValue(value), $"{path}.{field.Name}");
                }
            }
        }

        visited = seen.Count;
        return null;

        void Push(object? value, string path)
        {
            if (value is not null and not string and not Type && !value.GetType().IsPrimitive && !value.GetType().IsEnum && (value.GetType().IsValueType || seen.Add(value)))
            {
                pending.Push((value, path));
            }
        }
    }
}
