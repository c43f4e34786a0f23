using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>The cells of PyTorch's RNN, LSTM and GRU, a step at a time; a padded step keeps the state.</summary>
internal static class Recurrence
{
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="kind">Rnn, Lstm or Gru.</param>
    /// <param name="input">W x + b of every step: [B, T, gates · hidden].</param>
    /// <param name="weight">U: [gates · hidden, hidden].</param>
    /// <param name="bias">b': [gates · hidden].</param>
    /// <param name="hidden">Numbers of the state.</param>
    /// <param name="reverse">From the last step to the first.</param>
    /// <param name="steps">Which are real.</param>
    /// <returns>[B, T, hidden]: the state behind each step.</returns>
    public static Node States(this Tape tape, string kind, Node input, Node weight, Node bias, int hidden, bool reverse, Steps? steps)
    {
        int batch = input.Batch, length = input.Shape[1], gates = input.Width / hidden;
        Node y = new(batch, length, hidden);

        // What each step saw: the gates' values, the state's part of them, and the cell.
        double[] gate = new double[batch * length * gates * hidden], part = new double[gate.Length], cell = new double[y.Count];
        for (int b = 0; b < batch; b++)
        {
            double[] h = new double[hidden], c = new double[hidden];
            for (int step = 0; step < length; step++)
            {
                int t = reverse ? length - 1 - step : step, at = ((b * length) + t) * gates * hidden;
                if (steps is null || steps[b, t])
                {
                    for (int g = 0; g < gates * hidden; g++)
                    {
                        double sum = bias.Value[g];
                        for (int i = 0; i < hidden; i++)
                        {
                            sum += weight.Value[(g * hidden) + i] * h[i];
                        }

                        part[at + g] = sum;
                    }

                    for (int i = 0; i < hidden; i++)
                    {
                        Cells.Forward(kind, input.Value.AsSpan(at), part.AsSpan(at), gate.AsSpan(at), i, hidden, ref h[i], ref c[i]);
                    }
                }

                h.CopyTo(y.Value, ((b * length) + t) * hidden);
                c.CopyTo(cell, ((b * length) + t) * hidden);
            }
        }

        return tape.Record(y, () =>
        {
            for (int b = 0; b < batch; b++)
            {
                double[] dh = new double[hidden], dc = new double[hidden], dPart = new double[gates * hidden];
                for (int step = length - 1; step >= 0; step--)
                {
                    int t = reverse ? length - 1 - step : step, at = ((b * length) + t) * gates * hidden, before = ((b * length) + (reverse ? t + 1 : t - 1)) * hidden;
                    for (int i = 0; i < hidden; i++)
                    {
                        dh[i] += y.Gradient[(((b * length) + t) * hidden) + i];
                    }

                    if (steps is not null && !steps[b, t]) continue;
                    for (int i = 0; i < hidden; i++)
                    {
                        double oldH = step == 0 ? 0 : y.Value[before + i], oldC = step == 0 ? 0 : cell[before + i];
                        Cells.Backward(kind, part.AsSpan(at), gate.AsSpan(at), input.Gradient.AsSpan(at), dPart, i, hidden, oldH, oldC, cell[(((b * length) + t) * hidden) + i], ref dh[i], ref dc[i]);
                    }

                    for (int g = 0; g < gates * hidden; g++)
                    {
                        bias.Gradient[g] += dPart[g];
                        for (int i = 0; i < hidden; i++)
                        {
                            weight.Gradient[(g * hidden) + i] += dPart[g] * (step == 0 ? 0 : y.Value[before + i]);
                            dh[i] += dPart[g] * weight.Value[(g * hidden) + i];
                        }
                    }
                }
            }
        });
    }
}
