using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Training;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;

namespace ModelGen.Models.Tests.Pretrained;

[Pretrained("../golden/gemma3.config.json")]
public partial class PublishedGemma3;

[Pretrained("../golden/yarn.config.json")]
public partial class PublishedYarn;

[Pretrained("../golden/longrope.config.json")]
public partial class PublishedShortRope;

[Pretrained("../golden/longrope.config.json", Context = 64)]
public partial class PublishedLongRope;

/// <summary>Layers with and without windows in turn, and rotations that were stretched, against formulas in double precision: logits, the key-value cache, gradients by differences.</summary>
public class LongContextTests
{
    [Fact]
    public void Gemma3()
    {
        PublishedGemma3 model = new(seed: 4);
        Stir(model.Store);
        Assert.Equal(1, Gain(model, "model.layers.1.self_attn.k_norm.weight") - FileGain(model, "model.layers.1.self_attn.k_norm.weight"), 1e-6);
        Assert.Equal(1, Gain(model, "model.layers.1.post_feedforward_layernorm.weight") - FileGain(model, "model.layers.1.post_feedforward_layernorm.weight"), 1e-6);
        Check(model, m => m.Predict, m => m.CreateDecoder(), new DecoderReference(model.Store)
        {
            Heads = 4, KvHeads = 2, Size = 8, EmbeddingScale = Math.Sqrt(24), Scale = 1 / Math.Sqrt(20), IsWrapped = true, Gate = GeluTanh,
            Window = layer => layer == 2 ? 1000 : 5,
            Frequencies = layer => layer == 2 ? [.. Usual(8, 1e6).Select(frequency => frequency / 8)] : Usual(8, 1e4),
        });
    }

    /// <summary>Scores and logits bent by tanh, small caps so that much is bent; windows in the first and the third layer.</summary>
    [Fact]
    public void Gemma2()
    {
        PublishedGemma2 model = new(seed: 4);
        Stir(model.Store);
        Check(model, m => m.Predict, m => m.CreateDecoder(), new DecoderReference(model.Store)
        {
            Heads = 4, KvHeads = 2, Size = 8, EmbeddingScale = Math.Sqrt(24), Scale = 1 / Math.Sqrt(20), IsWrapped = true, Gate = GeluTanh, SoftCap = 3, LogitCap = 2,
            Window = layer => layer % 2 == 0 ? 5 : 1000,
            Frequencies = _ => Usual(8, 1e4),
        });
    }

    [Fact]
    public void Yarn()
    {
        PublishedYarn model = new(seed: 4);
        Stir(model.Store);

        // 12 numbers of a head turn: pairs that turn more than twice in 16 steps as before, those that turn less than 0.3 times four times as slowly.
        double Pair(double turns) => 12 * Math.Log(16 / (turns * 2 * Math.PI)) / (2 * Math.Log(10000));
        double first = Math.Max(0, Math.Floor(Pair(2))), last = Math.Min(11, Math.Ceiling(Pair(0.3)));
        Assert.Equal((0, 2), (first, last));
        double[] frequencies = [.. Usual(12, 1e4).Select((frequency, i) =>
        {
            double slowed = Math.Clamp((i - first) / (last - first), 0, 1);
            return (frequency / 4 * slowed) + (frequency * (1 - slowed));
        })];
        Check(model, m => m.Predict, m => m.CreateDecoder(), new DecoderReference(model.Store)
        {
            Heads = 4, KvHeads = 2, Size = 12, Scale = 1 / Math.Sqrt(12), Gate = Silu, Window = layer => layer == 0 ? 1000 : 4, Frequencies = _ => frequencies, Magnitude = (0.1 * Math.Log(4)) + 1,
        });
    }

    [Fact]
    public void LongRopeOfTheFirstContext()
    {
        PublishedShortRope model = new(seed: 4);
        Stir(model.Store);
        Check(model, m => m.Predict, m => m.CreateDecoder(), Phi(model.Store, [1, 1.1, 1.3]), length: 16);
    }

    [Fact]
    public void LongRopeBeyondIt()
    {
        PublishedLongRope model = new(seed: 4);
        Stir(model.Store);
        Check(model, m => m.Predict, m => m.CreateDecoder(), Phi(model.Store, [1.5, 2.25, 6]), length: 40);
    }

    // 6 of 8 numbers turn; the temperature is of 64 steps over 16.
    private static DecoderReference Phi(ParameterStore store, double[] factors) => new(store)
    {
        Heads = 4, KvHeads = 2, Size = 8, Scale = 1 / Math.Sqrt(8), IsFused = true, Gate = Silu, Window = _ => 1000,
        Frequencies = _ => [.. Usual(6, 1e4).Zip(factors, (frequency, factor) => frequency / factor)], Magnitude = Math.Sqrt(1 + (Math.Log(4) / Math.Log(16))),
    };

    private static void Check<TModel>(TModel model, Func<TModel, Prediction> predict, Func<TModel, TokenDecoder> decoder, DecoderReference reference, int length = 23)
        where TModel : IModel, ITrainable<int, int>
    {
        int[] ids = [.. Enumerable.Range(0, length).Select(i => ((i * i * 7) + (3 * i) + 5) % 61)], targets = [.. ids.Skip(1), 9];
        double[][] wanted = reference.Logits(ids);
        ReadOnlyTensorSpan<int> input = new(ids, [1, length]);
        float[] logits = Flat(predict(model)(input));
        Compare.Close(logits, [.. wanted.SelectMany(row => row).Select(value => (float)value)], 1e-4, "logits");
        TokenDecoder session = decoder(model);
        for (int t = 0; t < length; t++) Compare.Close(session.Append([ids[t]]).ToArray(), [.. wanted[t].Select(value => (float)value)], 1e-4, $"logits of step {t}");

        // The slope along the gradient itself, and along single numbers.
        ReadOnlyTensorSpan<int> target = new(targets, [1, length]);
        float loss = model.ComputeGradients(input, target);
        double Loss()
        {
            double[][] rows = reference.Logits(ids);
            return rows.Select((row, t) => Math.Log(row.Sum(Math.Exp)) - row[targets[t]]).Average();
        }

        Assert.Equal(Loss(), loss, 1e-4);
        foreach (Parameter parameter in ((IModel)model).Store.Parameters)
        {
            int index = TensorPrimitives.IndexOfMaxMagnitude((ReadOnlySpan<float>)parameter.Gradient);
            float before = parameter.Value[index], gradient = parameter.Gradient[index];
            parameter.Value[index] = before + 2e-3f;
            double above = Loss(), up = parameter.Value[index];
            parameter.Value[index] = before - 2e-3f;
            double slope = (above - Loss()) / (up - parameter.Value[index]);
            parameter.Value[index] = before;
            Assert.True(Math.Abs(slope - gradient) <= 1e-3 * Math.Max(1, Math.Abs(slope)), $"{parameter.Name}[{index}]: {gradient}, by differences {slope}");
        }
    }

    private static double[] Usual(int turned, double rotaryBase) => [.. Enumerable.Range(0, turned / 2).Select(i => Math.Pow(rotaryBase, -2.0 * i / turned))];

    private static double Silu(double x) => x / (1 + Math.Exp(-x));

    private static double GeluTanh(double x) => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    // Gains that are not all 1, and weights whose attention is not flat.
    private static void Stir(ParameterStore store)
    {
        ulong n = 0;
        foreach (Parameter parameter in store.Parameters)
        {
            for (int i = 0; i < parameter.Count; i++)
            {
                float noise = Cpu.CounterRandom.Normal(77, n++);
                parameter.Value[i] = parameter.Shape.Length == 1 ? 1 + (0.2f * noise) : 0.25f * noise;
            }
        }
    }

    private static float Gain(IModel model, string name) => model.Store.Parameters.Single(parameter => parameter.Name == name).Value[3];

    private static float FileGain(IModel model, string name)
    {
        using System.IO.MemoryStream stream = new();
        ModelGen.Weights.WeightFile.Save(model.Store, stream);
        stream.Position = 0;
        using ModelGen.Weights.SafeTensorsReader reader = new(stream, leaveOpen: true);
        return reader.ReadFloats(reader.Get(name))[3];
    }
}
