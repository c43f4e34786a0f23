using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>One number of a recurrent state through one step, and back. Gates in PyTorch's order: i, f, g, o; r, z, n.</summary>
internal static class Cells
{
    public static void Forward(string kind, ReadOnlySpan<double> p, ReadOnlySpan<double> u, Span<double> gate, int i, int hidden, ref double h, ref double c)
    {
        double Sum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int g) => a[(g * hidden) + i] + b[(g * hidden) + i];
        switch (kind)
        {
            case "Rnn":
                h = gate[i] = Math.Tanh(Sum(p, u, 0));
                break;
            case "Lstm":
                double input = Activations.Sigmoid(Sum(p, u, 0)), forget = Activations.Sigmoid(Sum(p, u, 1)), fresh = Math.Tanh(Sum(p, u, 2)), output = Activations.Sigmoid(Sum(p, u, 3));
                (gate[i], gate[hidden + i], gate[(2 * hidden) + i], gate[(3 * hidden) + i]) = (input, forget, fresh, output);
                c = (forget * c) + (input * fresh);
                h = output * Math.Tanh(c);
                break;
            default:
                double reset = Activations.Sigmoid(Sum(p, u, 0)), update = Activations.Sigmoid(Sum(p, u, 1));
                double candidate = Math.Tanh(p[(2 * hidden) + i] + (reset * u[(2 * hidden) + i]));
                (gate[i], gate[hidden + i], gate[(2 * hidden) + i]) = (reset, update, candidate);
                h = ((1 - update) * candidate) + (update * h);
                break;
        }
    }

    /// <param name="kind">Rnn, Lstm or Gru.</param>
    /// <param name="u">The state's part of the gates.</param>
    /// <param name="gate">The gates' values.</param>
    /// <param name="dInput">Gradient of the input's part, added to.</param>
    /// <param name="dU">Gradient of the state's part, overwritten.</param>
    /// <param name="i">Which number.</param>
    /// <param name="hidden">Of how many.</param>
    /// <param name="oldH">The state before.</param>
    /// <param name="oldC">The cell before.</param>
    /// <param name="c">The cell behind.</param>
    /// <param name="dh">In: of the state behind. Out: of the one before, as far as it does not go through U.</param>
    /// <param name="dc">The same for the cell.</param>
    public static void Backward(string kind, ReadOnlySpan<double> u, ReadOnlySpan<double> gate, Span<double> dInput, Span<double> dU, int i, int hidden, double oldH, double oldC, double c, ref double dh, ref double dc)
    {
        int second = hidden + i, third = (2 * hidden) + i, fourth = (3 * hidden) + i;
        switch (kind)
        {
            case "Rnn":
                Give(dInput, dU, i, dh * (1 - (gate[i] * gate[i])));
                dh = 0;
                break;
            case "Lstm":
                double tanh = Math.Tanh(c), dCell = dc + (dh * gate[fourth] * (1 - (tanh * tanh)));
                Give(dInput, dU, i, dCell * gate[third] * gate[i] * (1 - gate[i]));
                Give(dInput, dU, second, dCell * oldC * gate[second] * (1 - gate[second]));
                Give(dInput, dU, third, dCell * gate[i] * (1 - (gate[third] * gate[third])));
                Give(dInput, dU, fourth, dh * tanh * gate[fourth] * (1 - gate[fourth]));
                dc = dCell * gate[second];
                dh = 0;
                break;
            default:
                double dCandidate = dh * (1 - gate[second]) * (1 - (gate[third] * gate[third]));
                Give(dInput, dU, i, dCandidate * u[third] * gate[i] * (1 - gate[i]));
                Give(dInput, dU, second, dh * (oldH - gate[third]) * gate[second] * (1 - gate[second]));
                Give(dInput, dU, third, dCandidate);
                dU[third] = dCandidate * gate[i];
                dh *= gate[second];
                break;
        }
    }

    private static void Give(Span<double> dInput, Span<double> dU, int at, double value)
    {
        dInput[at] += value;
        dU[at] = value;
    }
}
