using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ModelGen.Data.Chat.Templates;

/// <summary>Fields, elements and parts of values.</summary>
internal static class TemplateMembers
{
    /// <summary>What stands behind a point: a method, or a field of that name.</summary>
    public static object? Field(object? value, string name) => value switch
    {
        TemplateLoop loop => loop.Get(name),
        TemplateNamespace space => space.Values.TryGetValue(name, out object? found) ? found : new Undefined(name),
        Dictionary<string, object?> fields => TemplateMethods.OfDictionary(fields, name) ?? (fields.TryGetValue(name, out object? found) ? found : new Undefined(name)),
        string text => (object?)TemplateMethods.OfText(text, name) ?? new Undefined(name),
        List<object?> list => (object?)TemplateMethods.OfList(list, name) ?? (int.TryParse(name, out int index) ? Item(list, (long)index) : new Undefined(name)),
        Undefined undefined => throw new ChatTemplateException($"The chat template asks for '{name}' of '{undefined.Name}', which is not defined"),
        _ => new Undefined(name),
    };

    /// <summary>What stands in brackets: an element by its number, from the end if that is negative, or a field by its name.</summary>
    public static object? Item(object? value, object? index)
    {
        switch (value, index)
        {
            case (Dictionary<string, object?> fields, string key): return fields.TryGetValue(key, out object? found) ? found : (object?)TemplateMethods.OfDictionary(fields, key) ?? new Undefined(key);
            case (List<object?> list, long or bool): return Element(list, (long)TemplateValues.Number(index));
            case (string text, long or bool): return Element(TemplateValues.Characters(text), (long)TemplateValues.Number(index));
            case (_, string name): return Field(value, name);
            case (Undefined undefined, _): throw new ChatTemplateException($"The chat template asks for a part of '{undefined.Name}', which is not defined");
            default: return new Undefined("an element that there is not");
        }
    }

    /// <summary>A part of a list or a text, as Python cuts it.</summary>
    public static object Slice(object? value, object? start, object? end, object? step, TemplateBudget budget)
    {
        List<object?> elements = value switch
        {
            List<object?> list => list,
            string text => TemplateValues.Characters(text),
            _ => throw new ChatTemplateException($"The chat template takes a part of {TemplateValues.Describe(value)}"),
        };
        long stride = step is null ? 1 : Whole(step), count = elements.Count;
        if (stride == 0) throw new ChatTemplateException("The chat template takes a part of something in steps of 0");
        long first = start is null ? (stride > 0 ? 0 : count - 1) : Bound(Whole(start)), last = end is null ? (stride > 0 ? count : -1) : Bound(Whole(end));
        List<object?> part = [];
        for (long i = first; stride > 0 ? i < last : i > last; i = stride > count || stride < -count ? (stride > 0 ? last : last) : i + stride) part.Add(elements[(int)i]);
        budget.Take(part.Count);
        return value is string ? string.Concat(part.Cast<string>()) : part;

        long Bound(long at) => Math.Clamp(at < 0 ? at + count : at, stride > 0 ? 0 : -1, stride > 0 ? count : count - 1);
    }

    private static long Whole(object? value) => TemplateValues.Number(value) is long whole ? Math.Clamp(whole, int.MinValue, int.MaxValue) : throw new ChatTemplateException("The chat template counts with a number that is not whole");

    private static object? Element(List<object?> list, long index) => (index < 0 ? index + list.Count : index) is var at && at >= 0 && at < list.Count ? list[(int)at] : new Undefined("an element that there is not");
}
