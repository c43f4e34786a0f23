using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Models.Tests.Pretrained;

/// <summary>A decoder of Llama's kind in plain loops and double precision, from the formulas of papers: what families without a reference case are compared with.</summary>
/// <param name="store">Its parameters, by their names in weight files.</param>
internal sealed class DecoderReference(ParameterStore store)
{
    private readonly Dictionary<string, Parameter> _parameters = store.Parameters.ToDictionary(parameter => parameter.Name);

    public required int Heads { get; init; }

    public required int KvHeads { get; init; }

    public required int Size { get; init; }

    public double Epsilon { get; init; } = 1e-6;

    public double EmbeddingScale { get; init; } = 1;

    /// <summary>What scores are multiplied by.</summary>
    public required double Scale { get; init; }

    /// <summary>Scores s are SoftCap · tanh(s / SoftCap); logits likewise.</summary>
    public double SoftCap { get; init; } = double.PositiveInfinity;

    public double LogitCap { get; init; } = double.PositiveInfinity;

    /// <summary>Norms behind both parts of a layer (Gemma 2 and 3).</summary>
    public bool IsWrapped { get; init; }

    public bool IsFused { get; init; }

    public required Func<double, double> Gate { get; init; }

    /// <summary>Of a layer: how many keys a step sees.</summary>
    public required Func<int, int> Window { get; init; }

    /// <summary>Of a layer: radians of a position for each pair.</summary>
    public required Func<int, double[]> Frequencies { get; init; }

    /// <summary>Cosines and sines times this.</summary>
    public double Magnitude { get; init; } = 1;

    /// <returns>[T, vocabulary].</returns>
    public double[][] Logits(int[] ids)
    {
        Parameter table = _parameters["model.embed_tokens.weight"];
        int width = table.Shape[1];
        double[][] x = [.. ids.Select(id => Row(table, id).Select(value => value * EmbeddingScale).ToArray())];
        for (int layer = 0; _parameters.ContainsKey($"model.layers.{layer}.input_layernorm.weight"); layer++)
        {
            string at = $"model.layers.{layer}.";
            x = Sum(x, Behind(at + "post_attention_layernorm", Attend(layer, at + "self_attn.", Norm(x, at + "input_layernorm"))));
            x = Sum(x, Behind(at + "post_feedforward_layernorm", Think(at + "mlp.", Norm(x, at + (IsWrapped ? "pre_feedforward_layernorm" : "post_attention_layernorm")))));
        }

        double[][] logits = Product(Norm(x, "model.norm"), _parameters.TryGetValue("lm_head.weight", out Parameter? head) ? head : table);
        return [.. logits.Select(row => row.Select(value => Bent(value, LogitCap)).ToArray())];
    }

    private double[][] Attend(int layer, string at, double[][] x)
    {
        double[][] q, k, v;
        if (IsFused)
        {
            double[][] all = Map(x, at + "qkv_proj");
            int queries = Heads * Size, keys = KvHeads * Size;
            (q, k, v) = ([.. all.Select(row => row[..queries])], [.. all.Select(row => row[queries..(queries + keys)])], [.. all.Select(row => row[(queries + keys)..])]);
        }
        else
        {
            (q, k, v) = (Map(x, at + "q_proj"), Map(x, at + "k_proj"), Map(x, at + "v_proj"));
        }

        double[] frequencies = Frequencies(layer);
        double[][] mixed = [.. x.Select(_ => new double[Heads * Size])];
        for (int head = 0; head < Heads; head++)
        {
            int from = head * Size, keyFrom = head / (Heads / KvHeads) * Size;
            double[][] queries = [.. q.Select((row, t) => Turn(Normed(row[from..(from + Size)], at + "q_norm"), t, frequencies))];
            double[][] keys = [.. k.Select((row, t) => Turn(Normed(row[keyFrom..(keyFrom + Size)], at + "k_norm"), t, frequencies))];
            for (int t = 0; t < x.Length; t++)
            {
                int first = Math.Max(0, t - Window(layer) + 1);
                double[] scores = [.. Enumerable.Range(first, t - first + 1).Select(s => Bent(Scale * queries[t].Zip(keys[s], (a, b) => a * b).Sum(), SoftCap))];
                double most = scores.Max(), total = scores.Sum(score => Math.Exp(score - most));
                for (int s = first; s <= t; s++)
                {
                    double share = Math.Exp(scores[s - first] - most) / total;
                    for (int i = 0; i < Size; i++) mixed[t][from + i] += share * v[s][keyFrom + i];
                }
            }
        }

        return Map(mixed, at + "o_proj");
    }

    private double[][] Think(string at, double[][] x)
    {
        double[][] gate, up;
        if (IsFused)
        {
            double[][] both = Map(x, at + "gate_up_proj");
            (gate, up) = ([.. both.Select(row => row[..(row.Length / 2)])], [.. both.Select(row => row[(row.Length / 2)..])]);
        }
        else
        {
            (gate, up) = (Map(x, at + "gate_proj"), Map(x, at + "up_proj"));
        }

        return Map([.. gate.Zip(up, (a, b) => a.Zip(b, (g, u) => Gate(g) * u).ToArray())], at + "down_proj");
    }

    private double[] Turn(double[] x, int position, double[] frequencies)
    {
        double[] y = [.. x];
        for (int i = 0; i < frequencies.Length; i++)
        {
            (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
            y[i] = Magnitude * ((x[i] * cosine) - (x[i + frequencies.Length] * sine));
            y[i + frequencies.Length] = Magnitude * ((x[i + frequencies.Length] * cosine) + (x[i] * sine));
        }

        return y;
    }

    private static double Bent(double value, double cap) => double.IsPositiveInfinity(cap) ? value : cap * Math.Tanh(value / cap);

    private double[][] Behind(string name, double[][] x) => IsWrapped ? Norm(x, name) : x;

    private double[][] Norm(double[][] x, string name) => [.. x.Select(row => Normed(row, name))];

    private double[] Normed(double[] x, string name)
    {
        if (!_parameters.TryGetValue(name + ".weight", out Parameter? gain)) return x;
        double root = Math.Sqrt(x.Average(value => value * value) + Epsilon);
        return [.. x.Select((value, i) => value / root * gain.Value[i])];
    }

    private double[][] Map(double[][] x, string name)
    {
        double[][] y = Product(x, _parameters[name + ".weight"]);
        if (_parameters.TryGetValue(name + ".bias", out Parameter? bias)) Array.ForEach(y, row => { for (int i = 0; i < row.Length; i++) row[i] += bias.Value[i]; });
        return y;
    }

    private static double[][] Product(double[][] x, Parameter matrix) =>
        [.. x.Select(row => Enumerable.Range(0, matrix.Shape[0]).Select(output => Row(matrix, output).Zip(row, (a, b) => a * b).Sum()).ToArray())];

    private static double[] Row(Parameter matrix, int row)
    {
        int width = matrix.Shape[1];
        return Array.ConvertAll(matrix.Value.Slice(row * width, width).ToArray(), value => (double)value);
    }

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];
}
