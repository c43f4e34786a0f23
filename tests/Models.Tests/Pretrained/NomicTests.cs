using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests.Pretrained;

[Pretrained("../golden/nomic.config.json", Head = Head.Embedding)]
public partial class PublishedNomic;

/// <summary>Nomic Embed against plain loops in double precision, by the names that its weight files have.</summary>
public class NomicTests
{
    private const int Width = 24, Heads = 3, Size = 8;

    private readonly PublishedNomic _model = new(seed: 4);
    private readonly Dictionary<string, Parameter> _parameters;

    public NomicTests()
    {
        _parameters = _model.Store.Parameters.ToDictionary(parameter => parameter.Name);
        ulong n = 0;
        foreach (Parameter parameter in _model.Store.Parameters)
        {
            for (int i = 0; i < parameter.Count; i++) parameter.Value[i] = (parameter.Name.EndsWith("norm1.weight", StringComparison.Ordinal) ? 1 : 0) + (0.3f * Cpu.CounterRandom.Normal(7, n++));
        }
    }

    [Fact]
    public void SentencesAreTheFormulas()
    {
        int[] ids = [5, 9, 3, 52, 7, 1, 1, 8, 2, 0, 0, 0];
        float[] vectors = Flat(_model.Predict(new ReadOnlyTensorSpan<int>(ids, [2, 6])));
        for (int row = 0; row < 2; row++)
        {
            int[] own = [.. ids.Skip(6 * row).Take(6).Where(id => id != 0)];
            Compare.Close(vectors.AsSpan(row * Width, Width), [.. Vector(own).Select(value => (float)value)], 1e-5, $"sentence {row}");
        }
    }

    private double[] Vector(int[] ids)
    {
        double[][] x = [.. ids.Select(id => Norm([.. Row("embeddings.word_embeddings", id).Zip(Row("embeddings.token_type_embeddings", 0), (a, b) => a + b)], "emb_ln"))];
        for (int layer = 0; layer < 2; layer++)
        {
            string at = $"encoder.layers.{layer}.";
            double[][] qkv = [.. x.Select(row => Map(row, at + "attn.Wqkv"))];
            x = [.. x.Select((row, t) => Norm(Sum(row, Map(Attend(qkv, t), at + "attn.out_proj")), at + "norm1"))];
            x = [.. x.Select(row => Norm(Sum(row, Map([.. Map(row, at + "mlp.fc11").Zip(Map(row, at + "mlp.fc12"), (up, gate) => up * gate / (1 + Math.Exp(-gate)))], at + "mlp.fc2")), at + "norm2"))];
        }

        double[] mean = [.. Enumerable.Range(0, Width).Select(i => x.Average(row => row[i]))];
        double length = Math.Sqrt(mean.Sum(value => value * value));
        return [.. mean.Select(value => value / length)];
    }

    private static double[] Attend(double[][] qkv, int step)
    {
        double[] mixed = new double[Width];
        for (int head = 0; head < Heads; head++)
        {
            double[] query = Turn(qkv[step][(head * Size)..((head + 1) * Size)], step);
            double[] scores = [.. qkv.Select((row, s) => Turn(row[(Width + (head * Size))..(Width + ((head + 1) * Size))], s).Zip(query, (a, b) => a * b).Sum() / Math.Sqrt(Size))];
            double most = scores.Max(), total = scores.Sum(score => Math.Exp(score - most));
            for (int s = 0; s < qkv.Length; s++)
            {
                for (int i = 0; i < Size; i++) mixed[(head * Size) + i] += Math.Exp(scores[s] - most) / total * qkv[s][(2 * Width) + (head * Size) + i];
            }
        }

        return mixed;
    }

    private static double[] Turn(double[] x, int position)
    {
        double[] y = new double[Size];
        for (int i = 0; i < Size / 2; i++)
        {
            (double sine, double cosine) = Math.SinCos(position * Math.Pow(1000, -2.0 * i / Size));
            (y[i], y[i + (Size / 2)]) = ((x[i] * cosine) - (x[i + (Size / 2)] * sine), (x[i + (Size / 2)] * cosine) + (x[i] * sine));
        }

        return y;
    }

    private double[] Norm(double[] x, string name)
    {
        double mean = x.Average(), root = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + 1e-12);
        return [.. x.Select((value, i) => ((value - mean) / root * _parameters[name + ".weight"].Value[i]) + _parameters[name + ".bias"].Value[i])];
    }

    private double[] Map(double[] x, string name) => [.. Enumerable.Range(0, _parameters[name + ".weight"].Shape[0]).Select(row => Row(name, row).Zip(x, (a, b) => a * b).Sum())];

    private double[] Row(string name, int row)
    {
        Parameter matrix = _parameters[name + ".weight"];
        int width = matrix.Shape[1];
        return Array.ConvertAll(matrix.Value.Slice(row * width, width).ToArray(), value => (double)value);
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
