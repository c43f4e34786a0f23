using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Axes of inputs that a call sizes: one name is one size in the whole model, and sequences without a name have lengths of their own.</summary>
internal static class AxisNames
{
    /// <summary>MGEN1013 at the first axis that is said with another size than before.</summary>
    /// <param name="inputs">Each with what declares it.</param>
    public static void Check(IReadOnlyList<(InputDecl Declared, LayerSpec Spec)> inputs, Action<ModelError> report)
    {
        var known = new Dictionary<string, (long Maximum, SourceRef Source)>(StringComparer.Ordinal);
        foreach ((InputDecl declared, LayerSpec spec) in inputs)
        {
            foreach ((Axis axis, int place) in declared.Type.Example.Select((axis, place) => (axis, place)).Where(each => Name(each.axis).Length > 0))
            {
                string name = Name(axis);
                SourceRef source = spec.Has("Axis") ? spec.Source.At("Axis") : spec.Source.At($"axes[{place}]");
                if (!known.TryGetValue(name, out (long Maximum, SourceRef Source) before))
                {
                    known.Add(name, (axis.Maximum, source));
                }
                else if (before.Maximum != axis.Maximum)
                {
                    report(new(ErrorId.AxisSizes, source, $"The axis \"{name}\" has at most {LayerText.Number(axis.Maximum)} here and at most {LayerText.Number(before.Maximum)} elsewhere: one name is one size in the whole model", new(before.Source)));
                    return;
                }
            }
        }
    }

    /// <summary>The inputs with their lengths: T, T2, T3, and one for each name.</summary>
    public static IEnumerable<InputDecl> Lengths(IReadOnlyList<InputDecl> inputs)
    {
        var named = new Dictionary<string, Dim>(StringComparer.Ordinal);
        int next = 0;
        List<InputDecl> sequences = [.. inputs.Select(input => With(input, axis => !IsSequence(axis) ? axis : axis with { Size = Own(axis.Name) }))];
        return sequences.Select(input => With(input, axis => axis.Role == AxisRole.None && named.TryGetValue(Name(axis), out Dim? size) ? axis with { Size = size } : axis));

        Dim Own(string name)
        {
            if (name.Length > 0 && named.TryGetValue(name, out Dim? known))
            {
                return known;
            }

            Dim own = Length(++next);
            if (name.Length > 0)
            {
                named.Add(name, own);
            }

            return own;
        }
    }

    private static bool IsSequence(Axis axis) => axis.Role == AxisRole.Time && !axis.Size.IsConstant;

    private static InputDecl With(InputDecl input, Func<Axis, Axis> map) => input with { Type = new(input.Type.DType, new([.. input.Type.Axes.Select(map)])) };

    private static Dim Length(int number) => number == 1 ? Dim.Of(Symbol.Length) : Dim.Of(new Symbol(SymbolKind.Length, "T" + LayerText.Number(number)));

    /// <summary>Of an axis that a call sizes; empty for none.</summary>
    private static string Name(Axis axis) => axis.Role == AxisRole.Time ? axis.Name : axis.Size.IsConstant ? "" : axis.Size.Symbols.Select(symbol => symbol.Kind == SymbolKind.Axis ? symbol.Name : "").FirstOrDefault() ?? "";
}
