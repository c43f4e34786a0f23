using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The model's table as the class's XML documentation: what an editor shows when the mouse rests on the name.</summary>
internal static class ModelDocumentation
{
    public static IEnumerable<string> Lines(PlannedModel plan)
    {
        LoweredModel model = plan.Model;
        var surface = Surface.Of(plan);
        string[][] rows = [.. model.Rows.Select(row => new[] { row.Name, row.Kind, row.Output, Number(row.Parameters), Number(row.Flops) })];
        string[][] table = [["layer", "declared", "output", "parameters", "FLOPs"], .. rows];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => table.Max(row => row[column].Length))];
        long parameters = model.Main.ParameterCount;

        yield return "<summary>";
        yield return Literals.Xml($"{Types(surface.Inputs)} -> {Types(surface.Outputs)}: {Number(parameters)} parameters ({Number(4 * parameters)} bytes); training keeps {Number(plan.ActivationBytes)} bytes of activations per example of full length.");
        yield return "<code>";
        foreach (string[] row in table)
        {
            // Names to the left, numbers to the right.
            string line = string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            yield return Literals.Xml(line);
        }

        yield return "</code>";
        yield return "</summary>";
    }

    /// <summary>One example's shape; of several tensors each behind its name.</summary>
    public static string Types(IReadOnlyList<SurfaceTensor> tensors) => tensors.Count == 1
        ? tensors[0].Type!.ExampleText
        : string.Join(", ", tensors.Select(tensor => $"{tensor.Name} {tensor.Type!.ExampleText}"));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
