using System;

namespace ModelGen.RandomModels.Oracle;

/// <summary>softmax(Q Kᵀ / √size) V for each head, written out (Vaswani et al. 2017, section 3.2).</summary>
internal static class Attention
{
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="q">[B, T, heads · size].</param>
    /// <param name="k">[B, T, keyValueHeads · size]; so is <paramref name="v"/>. Neighbouring query heads share one.</param>
    /// <param name="v">Values.</param>
    /// <param name="heads">Of queries.</param>
    /// <param name="keyValueHeads">Of keys and values.</param>
    /// <param name="causal">A step sees itself and those before it.</param>
    /// <param name="steps">Padding is not seen; who sees nothing gets 0.</param>
    public static Node Attend(this Tape tape, Node q, Node k, Node v, int heads, int keyValueHeads, bool causal, Steps? steps)
    {
        int batch = q.Batch, length = q.Shape[1], size = q.Width / heads;
        double scale = 1 / Math.Sqrt(size);
        Node y = new(q.Shape);
        double[] share = new double[batch * heads * length * length], sizes = new double[share.Length]; // of what the scores are sums of
        Each((b, h, i, weights, scores) =>
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < length; j++)
            {
                weights[j] = Sees(b, i, j) ? Score(b, h, i, j, out scores[j]) : double.NegativeInfinity;
                largest = Math.Max(largest, weights[j]);
            }

            for (int j = 0; j < length; j++)
            {
                weights[j] = double.IsNegativeInfinity(weights[j]) ? 0 : Math.Exp(weights[j] - largest);
                sum += weights[j];
            }

            for (int j = 0; j < length; j++)
            {
                if (weights[j] == 0) continue;
                weights[j] /= sum;
                for (int c = 0; c < size; c++)
                {
                    y.Value[Query(b, i, h) + c] += weights[j] * v.Value[Key(b, j, h) + c];
                }
            }
        });

        return tape.Record(y, () => Each((b, h, i, kept, scores) =>
        {
            double[] weights = new double[length];
            double[] d = new double[length];
            double[] parts = new double[length];
            double along = 0, alongSize = 0;
            for (int j = 0; j < length; j++)
            {
                // The way back computes them again from the scores (Dao et al. 2022, arXiv:2205.14135), whose rounding is then of their size.
                weights[j] = kept[j] * Math.Exp(tape.Rounded(0, scores[j]));
                for (int c = 0; c < size; c++)
                {
                    d[j] += y.Gradient[Query(b, i, h) + c] * v.Value[Key(b, j, h) + c];
                    parts[j] += Math.Abs(y.Gradient[Query(b, i, h) + c] * v.Value[Key(b, j, h) + c]);
                    v.Gradient[Key(b, j, h) + c] += y.Gradient[Query(b, i, h) + c] * weights[j];
                }

                along += weights[j] * d[j];
                alongSize += weights[j] * parts[j];
            }

            for (int j = 0; j < length; j++)
            {
                double slope = weights[j] * tape.Rounded(d[j] - along, parts[j] + alongSize) * scale;
                for (int c = 0; c < size; c++)
                {
                    q.Gradient[Query(b, i, h) + c] += slope * k.Value[Key(b, j, h) + c];
                    k.Gradient[Key(b, j, h) + c] += slope * q.Value[Query(b, i, h) + c];
                }
            }
        }));

        bool Sees(int b, int i, int j) => (!causal || j <= i) && (steps is null || steps[b, j]);

        int Query(int b, int t, int h) => (((b * length) + t) * q.Width) + (h * size);

        int Key(int b, int t, int h) => (((b * length) + t) * k.Width) + (h / (heads / keyValueHeads) * size);

        // Rounded like any sum: of a score of thousands what is lost is no small part of its exponential.
        double Score(int b, int h, int i, int j, out double products)
        {
            double dot = 0;
            products = 0;
            for (int c = 0; c < size; c++)
            {
                double product = q.Value[Query(b, i, h) + c] * k.Value[Key(b, j, h) + c];
                dot += product;
                products += Math.Abs(product);
            }

            products *= scale;
            return tape.Rounded(dot * scale, products);
        }

        void Each(Row row)
        {
            for (int b = 0; b < batch; b++)
            for (int h = 0; h < heads; h++)
            for (int i = 0; i < length; i++)
            {
                int at = (((b * heads) + h) * length + i) * length;
                row(b, h, i, share.AsSpan(at, length), sizes.AsSpan(at, length));
            }
        }
    }

    /// <summary>Turns the pair (i, i + size / 2) of each head by position · base^(-2i / size) (Su et al. 2021, arXiv:2104.09864).</summary>
    public static Node Rotate(this Tape tape, Node x, int heads, double rotaryBase)
    {
        int size = x.Width / heads, half = size / 2;
        Node y = new(x.Shape);
        Turn(x.Value, y.Value, 1);
        return tape.Record(y, () => Turn(y.Gradient, x.Gradient, -1));

        void Turn(double[] from, double[] to, int direction)
        {
            for (int row = 0; row < x.Rows; row++)
            for (int h = 0; h < heads; h++)
            for (int i = 0; i < half; i++)
            {
                int a = (row * x.Width) + (h * size) + i, b = a + half;
                double angle = direction * (row % x.Shape[1]) * Math.Pow(rotaryBase, -2.0 * i / size);
                to[a] += (from[a] * Math.Cos(angle)) - (from[b] * Math.Sin(angle));
                to[b] += (from[a] * Math.Sin(angle)) + (from[b] * Math.Cos(angle));
            }
        }
    }

    private delegate void Row(int b, int h, int i, Span<double> weights, Span<double> scores);
}
