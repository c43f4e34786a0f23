using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The nested type of batches of a model that has more than one input, one output and one target: a property for each tensor.</summary>
internal static class BatchWriter
{
    private const string Tensors = "global::ModelGen.Data.BatchTensor";

    /// <param name="format">Null after an error: sizes are not known.</param>
    public static void Write(CodeWriter code, Surface surface, PassFormat? format, string exception = "")
    {
        if (!surface.HasLoss || surface.IsPair)
        {
            return;
        }

        string type = surface.Batch, weights = surface.WeightsProperty;
        string face = $"global::ModelGen.Data.IBatch<{type}>";
        string[] all = [.. surface.BatchTensors.Select(tensor => CSharpNames.Escape(tensor.Property))];
        code.Line($"/// <summary>What one step of training takes: inputs{(surface.Targets!.Count > 0 ? " and targets" : "")} in buffers that are used again for the next.</summary>");
        using (code.Block($"public sealed class {type} : global::ModelGen.Data.ISelectableBatch<{type}>"))
        {
            foreach (SurfaceTensor tensor in surface.BatchTensors)
            {
                code.Line($"/// <summary>{(tensor.Expected.Length == 0 ? "Not known: the model has an error" : tensor.Expected)}.</summary>");
                code.Line($"public {Tensors}<{tensor.Element}> {CSharpNames.Escape(tensor.Property)} {{ get; }} = new();").Line();
            }

            code.Line("/// <summary>[B]: the weight of each example in the mean loss; without examples: all weigh the same.</summary>");
            code.Line($"public {Tensors}<float> {weights} {{ get; }} = new();").Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public int Examples => {(all.Length == 0 ? "0" : $"{all[0]}.Examples")};").Line(); // none where C# cannot read the method's head
            code.Line($"global::System.ReadOnlySpan<float> {face}.Weights => {weights}.Values;").Line();
            if (surface.Inputs.FirstOrDefault(input => input.Type is { DType: DType.I32, HasTime: true }) is { } tokens)
            {
                code.Line($"int {face}.Tokens => {CSharpNames.Escape(tokens.Property)}.Values.Length;").Line();
            }

            Resize(code, surface, format, exception);
            Each(code, "/// <inheritdoc/>", $"public void Swap({type} other)", "other", [.. all, weights], name => $"{name}.Swap(other.{name});");
            code.Line();
            Each(code, "/// <inheritdoc/>", $"public void Take({type} from, global::System.ReadOnlySpan<int> examples)", "from", all, name => $"{name}.Take(from.{name}, examples);", () =>
            {
                using (code.Block($"if (from.{weights}.Values.IsEmpty)"))
                {
                    code.Line($"{weights}.Resize(0);");
                }

                using (code.Block("else"))
                {
                    code.Line($"{weights}.Take(from.{weights}, examples);");
                }
            });
        }

        code.Line();
    }

    private static void Resize(CodeWriter code, Surface surface, PassFormat? format, string exception)
    {
        if (format is null)
        {
            code.Line("/// <summary>Not available: the model has an error.</summary>");
            code.Line($"public void Resize(params int[] sizes) => {exception};").Line();
            return;
        }

        code.Line("/// <summary>Sets the sizes of all tensors, whose values are to be filled. Allocates only when one is larger than those before.</summary>");
        code.Line("/// <param name=\"B\">The number of examples.</param>");
        foreach ((Symbol symbol, string owner) in format.Symbols.Where(symbol => symbol.Kind != SymbolKind.Batch).Zip(format.LengthNames, (symbol, owner) => (symbol, owner)))
        {
            code.Line($"/// <param name=\"{symbol}\">The length of {owner}.</param>");
        }

        code.Line("/// <param name=\"weighted\">The examples have weights, which are to be filled.</param>");
        using (code.Block($"public void Resize({format.Declared("int ")}, bool weighted = false)"))
        {
            foreach (SurfaceTensor tensor in surface.BatchTensors)
            {
                string own = format.Symbols.Any(symbol => symbol.Name == tensor.Property) ? "this." : ""; // a size is called so
                code.Line($"{own}{CSharpNames.Escape(tensor.Property)}.Resize({string.Join(", ", tensor.Type!.Axes.Select(axis => axis.Size))});");
            }

            code.Line($"{surface.WeightsProperty}.Resize(weighted ? B : 0);");
        }

        code.Line();
    }

    private static void Each(CodeWriter code, string summary, string head, string argument, IReadOnlyList<string> names, Func<string, string> line, Action? more = null)
    {
        code.Line(summary);
        using (code.Block(head))
        {
            code.Line($"global::System.ArgumentNullException.ThrowIfNull({argument});");
            foreach (string name in names)
            {
                code.Line(line(name));
            }

            more?.Invoke();
        }
    }
}
