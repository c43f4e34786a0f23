using System;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Activations by their definitions.</summary>
internal static class Activations
{
    public static Node? Activation(this Tape tape, Layer layer, Node x) => layer.Kind switch
    {
        "Relu" => tape.Map(x, v => v > 0 ? (v, 1) : (0, 0), hasKink: true),
        "Relu6" => tape.Map(x, v => (Math.Min(Math.Max(v, 0), 6), v > 0 && v < 6 ? 1 : 0), hasKink: true),
        "HardSwish" => tape.Map(x, v => (v * Math.Min(Math.Max(v + 3, 0), 6) / 6, v <= -3 ? 0 : v >= 3 ? 1 : (v / 3) + 0.5), hasKink: true),
        "LeakyRelu" => Leaky(tape, x, (float)(layer.Rate ?? 0.01)),
        "Elu" => Elu(tape, x, (float)(layer.Rate ?? 1)),
        "Gelu" when layer.Flag("Tanh") => tape.Map(x, TanhGelu),
        "Gelu" => tape.Map(x, v => (v * Normal(v), Normal(v) + (v * Math.Exp(-v * v / 2) / Math.Sqrt(2 * Math.PI)))),
        "Silu" => tape.Map(x, Silu),
        "Tanh" => tape.Map(x, v => (Math.Tanh(v), 1 - (Math.Tanh(v) * Math.Tanh(v)))),
        "Sigmoid" => tape.Map(x, v => (Sigmoid(v), Sigmoid(v) * Sigmoid(-v))),
        "Softplus" => tape.Map(x, v => (Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))), Sigmoid(v))),
        _ => null,
    };

    public static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    public static (double Value, double Slope) Silu(double v) => (v * Sigmoid(v), Sigmoid(v) + (v * Sigmoid(v) * Sigmoid(-v)));

    private static Node Leaky(Tape tape, Node x, double slope) => tape.Map(x, v => v > 0 ? (v, 1) : (slope * v, slope), hasKink: true);

    private static Node Elu(Tape tape, Node x, double alpha) => tape.Map(x, v => v > 0 ? (v, 1) : (alpha * (Math.Exp(v) - 1), alpha * Math.Exp(v)), hasKink: alpha != 1);

    private static (double, double) TanhGelu(double v)
    {
        double scale = Math.Sqrt(2 / Math.PI), tanh = Math.Tanh(scale * (v + (0.044715 * v * v * v)));
        return (v / 2 * (1 + tanh), ((1 + tanh) / 2) + (v / 2 * (1 - (tanh * tanh)) * scale * (1 + (3 * 0.044715 * v * v))));
    }

    /// <summary>The normal distribution function, by a series without cancellation (Abramowitz and Stegun 26.2.11).</summary>
    private static double Normal(double v)
    {
        if (Math.Abs(v) > 9)
        {
            return v > 0 ? 1 : 0;
        }

        double term = v, sum = v;
        for (int n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= v * v / n;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-v * v / 2) / Math.Sqrt(2 * Math.PI));
    }
}
