using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen;

/// <summary>What is known of a model at compile time. <see cref="ToString"/> is a summary table.</summary>
public sealed class ModelInfo
{
    /// <summary>Describes a model; called by emitted code.</summary>
    public ModelInfo(string name, IReadOnlyList<LayerInfo> layers, string input, string output, long parameters, long flopsPerExample, long activationBytesPerExample)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(layers);
        (Name, Layers, Input, Output) = (name, layers, input, output);
        (Parameters, FlopsPerExample, ActivationBytesPerExample) = (parameters, flopsPerExample, activationBytesPerExample);
    }

    /// <summary>The class name.</summary>
    public string Name { get; }

    /// <summary>The layers in the order of the forward pass.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>The type of one example's input.</summary>
    public string Input { get; }

    /// <summary>The type of one example's output.</summary>
    public string Output { get; }

    /// <summary>The number of trainable values; a tied weight counts once.</summary>
    public long Parameters { get; }

    /// <summary>Floating-point operations of one example's forward pass at full length; a training step takes about three times as many.</summary>
    public long FlopsPerExample { get; }

    /// <summary>Bytes of activations that training keeps per example at full length.</summary>
    public long ActivationBytesPerExample { get; }

    /// <summary>The table of layers, in the invariant culture, with <c>\n</c> line ends.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Layer", "Kind", "Output", "Parameters"],
            ["input", "", Input, ""],
            .. Layers.Select(layer => new[] { layer.Name, layer.Kind, layer.Output, Number(layer.Parameters) }),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        int width = widths.Sum() + 3 * 2;
        StringBuilder text = new();
        text.Append(Name).Append(": ").Append(Input).Append(" -> ").Append(Output).Append('\n').Append('─', width).Append('\n');
        for (int i = 0; i < rows.Length; i++)
        {
            string[] row = rows[i];
            text.Append(row[0].PadRight(widths[0])).Append("  ").Append(row[1].PadRight(widths[1])).Append("  ")
                .Append(row[2].PadRight(widths[2])).Append("  ").Append(row[3].PadLeft(widths[3]));
            while (text[^1] == ' ') text.Length--;
            text.Append('\n');
            if (i == 0) text.Append('─', width).Append('\n');
        }

        text.Append('─', width).Append('\n');
        text.Append("Parameters   ").Append(Number(Parameters)).Append(" (").Append(Bytes(4 * Parameters)).Append(")\n");
        text.Append("Forward      ").Append(Scaled(FlopsPerExample, 1000, ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"])).Append(" per example\n");
        text.Append("Activations  ").Append(Bytes(ActivationBytesPerExample)).Append(" per example in training\n");
        return text.ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long value) => Scaled(value, 1024, ["bytes", "KiB", "MiB", "GiB", "TiB"]);

    private static string Scaled(double value, int step, ReadOnlySpan<string> units)
    {
        int unit = 0;
        for (; value >= step && unit < units.Length - 1; unit++) value /= step;
        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
