using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>One bad number in one batch: no damaged file, and after the exception every tensor is bit for bit what it was after the last update.</summary>
public class DamageTests
{
    private static readonly float[] s_numbers = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e25f, -1e25f, 1e38f, -1e38f];

    [Fact]
    public void Line() => Check(() => new LineModel(1), [3], Targets([1]));

    [Fact]
    public void PerceptronWithNorms() => Check(() => new NormedPerceptron(1), [3], Classes(4));

    [Fact]
    public void BinaryPerceptron() => Check(() => new Discriminator(1), [3], Labels());

    [Fact]
    public void ImagesWithNorms() => Check(() => new NormedImages(1), [2, 6, 6], Classes(3));

    [Fact]
    public void Images() => Check(() => new PlainImages(1), [2, 6, 6], Classes(3));

    [Fact]
    public void SeriesWithNorms() => Check(() => new NormedSeries(1), [5, 3], Targets([2]));

    [Fact]
    public void ABadTargetOfARegressionToo()
    {
        foreach (float number in s_numbers) Check(() => new NormedSeries(1), [5, 3], Targets([2]), poisonsTarget: true, number);
    }

    [Fact]
    public void ATargetOrIdThatIsRefusedMovesNothingEither()
    {
        NormedWords words = new(1);
        RandomValues.Disturb(words.Store);
        Trainer<int, float> trainer = new(words, new Adam(words.Store));
        int[] ids = RandomValues.Ids(12, 11);
        float[] good = [0, 1];
        trainer.Step(new(ids, [2, 6]), new(good, [2, 1]));
        Snapshot before = Snapshot.Of(words.Store, trainer.Optimizer);
        foreach (float target in new[] { -1f, 2f, 255f, float.NaN })
        {
            float[] bad = [0, target];
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new(ids, [2, 6]), new(bad, [2, 1])));
            Assert.Contains(FormattableString.Invariant($"'target' is {target} in example 1"), error.Message, StringComparison.Ordinal);
            before.Same(words.Store, trainer.Optimizer);
        }

        NormedPerceptron classes = new(1);
        Trainer<float, int> other = new(classes, new Adam(classes.Store));
        Snapshot start = Snapshot.Of(classes.Store, other.Optimizer);
        int[] wrong = new int[2];
        wrong[1] = 7;
        Assert.Throws<ArgumentOutOfRangeException>(() => other.Step(new(new float[6], [2, 3]), new(wrong, [2])));
        start.Same(classes.Store, other.Optimizer);
    }

    private static void Check<TTarget>(Func<ITrainable<float, TTarget>> create, nint[] shape, (TTarget[] Values, nint[] Shape) targets)
        where TTarget : unmanaged
    {
        foreach (float number in s_numbers) Check(create, shape, targets, poisonsTarget: false, number);
    }

    private static void Check<TTarget>(Func<ITrainable<float, TTarget>> create, nint[] shape, (TTarget[] Values, nint[] Shape) targets, bool poisonsTarget, float number)
        where TTarget : unmanaged
    {
        int width = 1;
        foreach (nint size in shape) width *= (int)size;
        float[] inputs = RandomValues.Centred(40 * width, 5);
        TTarget[] wanted = [.. targets.Values];
        // In the fourth of five batches of eight.
        if (poisonsTarget) ((float[])(object)wanted)[27 * (wanted.Length / 40)] = number;
        else inputs[27 * width] = number;
        foreach (Func<ParameterStore, Optimizer> optimizer in new Func<ParameterStore, Optimizer>[] { store => new Sgd(store, 0.01f, momentum: 0.5f), store => new AdamW(store), store => new RmsProp(store) })
        {
            string path = Path.Combine(Path.GetTempPath(), $"modelgen-damage-{Guid.NewGuid():N}.safetensors");
            ITrainable<float, TTarget> model = create();
            Trainer<float, TTarget> trainer = new(model, optimizer(model.Store), new TrainerOptions { Accumulation = 1, AverageDecay = 0.9f });
            TensorDataset<float, TTarget> data = new(new ReadOnlyTensorSpan<float>(inputs, [40, .. shape]), new ReadOnlyTensorSpan<TTarget>(wanted, [40, .. targets.Shape]), batch: 8, shuffle: false);
            Keeper keeper = new(model.Store, trainer.Optimizer);
            try
            {
                Exception? error = Record.Exception(() => trainer.Fit(data, new FitOptions<float, TTarget> { Steps = 9, CheckpointPath = path, CheckpointEvery = 1, Callbacks = [keeper] }));
                if (error is not null)
                {
                    Assert.IsType<TrainingDivergedException>(error);
                    Assert.True(trainer.Steps >= 3);
                    keeper.Last!.Same(model.Store, trainer.Optimizer);
                }
                else
                {
                    Assert.True(float.IsFinite(number));
                }

                using SafeTensorsReader reader = SafeTensorsReader.Open(path);
                foreach (TensorEntry entry in reader.Entries) Assert.All(reader.ReadFloats(entry), value => Assert.True(float.IsFinite(value), $"{entry.Name}: {value}"));
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static (float[] Values, nint[] Shape) Targets(nint[] shape) => (RandomValues.Centred(40 * (int)shape[0], 6), shape);

    private static (float[] Values, nint[] Shape) Labels() => ([.. RandomValues.Signs(40, 6).Select(sign => sign < 0 ? 0f : 1f)], [1]);

    private static (int[] Values, nint[] Shape) Classes(int classes) => (RandomValues.Ids(40, classes), []);

    private sealed class Keeper(ParameterStore store, Optimizer optimizer) : ITrainingCallback
    {
        public Snapshot? Last { get; private set; }

        public bool OnStep(in TrainingProgress progress, bool validated)
        {
            Last = Snapshot.Of(store, optimizer);
            return true;
        }
    }

    private sealed record Snapshot(float[] Values, float[] Buffers, List<float[]> States, long Steps, float Rate)
    {
        public static Snapshot Of(ParameterStore store, Optimizer optimizer) =>
            new(store.Values.ToArray(), store.BufferValues.ToArray(), [.. optimizer.States.Select(state => state.Values.ToArray())], optimizer.Steps, optimizer.LearningRate);

        public void Same(ParameterStore store, Optimizer optimizer)
        {
            Snapshot now = Of(store, optimizer);
            Assert.Equal(Values, now.Values);
            Assert.Equal(Buffers, now.Buffers);
            Assert.Equal((Steps, Rate), (now.Steps, now.Rate));
            for (int i = 0; i < States.Count; i++) Assert.Equal(States[i], now.States[i]);
        }
    }
}
