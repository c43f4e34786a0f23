using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Checking;
using ModelGen.RandomModels.Declarations;
using Xunit;

namespace ModelGen.RandomModels.Tests;

/// <summary>The oracle's gradients against its own values: central differences in double precision.</summary>
public class OracleTests(Compiled compiled) : IClassFixture<Compiled>
{
    private const double Step = 1.0 / 8192; // exact in single precision, in which parameters are, and short beside what a recurrence makes of it over two hundred steps

    [Fact]
    public void GradientsAreTheSlopesOfTheLoss()
    {
        int checkedModels = 0;
        foreach (Declaration model in Compiled.Models.Where(model => model.Loss is not null && !model.Loss.Is("MeanAbsoluteError") && IsSmooth(model)))
        {
            Values values = new(model.Index);
            using ISubject subject = compiled.Create(model);
            values.Fill(subject.Store);
            List<TensorValue> at = Values.Read(subject.Store);
            Sample input = values.Input(model), sample = input;
            Truth here = Truth.Of(model, at, input, truth => Wanted(sample = values.WithTarget(model, input, truth.Shape), truth.Output.Length));
            float[][] direction = [.. at.Select(tensor => values.Floats(tensor.Values.Length))];
            double along = at.Zip(direction).Where(pair => !pair.First.IsBuffer).Sum(pair => pair.Second.Zip(here.LossGradients[pair.First.Name], (d, g) => Math.Round(d * 64) / 64 * g).Sum());
            double slope = ((8 * (Loss(1) - Loss(-1))) - (Loss(2) - Loss(-2))) / (12 * Step);
            Assert.True(Math.Abs(along - slope) <= 1e-4 * Math.Max(1e-2, Math.Abs(slope)), $"gradient {along}, slope {slope}: {model}");
            checkedModels++;

            double Loss(int steps) => Truth.Of(model, [.. at.Zip(direction, (tensor, way) => Moved(tensor, way, steps))], sample, truth => Wanted(sample, truth.Output.Length)).Loss;
        }

        Assert.True(checkedModels >= 5, $"only {checkedModels} models were checked");
    }

    // Slopes over a step are no derivatives where a kink lies in between.
    private static bool IsSmooth(Declaration model) => !model.All.Any(layer => layer.Kind is "Relu" or "Relu6" or "HardSwish" or "LeakyRelu" or "Elu" || layer.Kind.Contains("Max", StringComparison.Ordinal));

    private static Objective Wanted(Sample sample, int count) =>
        new(new double[count], sample.Classes.Length > 0 ? Array.ConvertAll(sample.Classes, id => (double)id) : Array.ConvertAll(sample.Numbers, value => (double)value));

    private static TensorValue Moved(TensorValue tensor, float[] direction, int steps) =>
        tensor.IsBuffer ? tensor : tensor with { Values = [.. tensor.Values.Zip(direction, (value, d) => (float)(value + (steps * Step * Math.Round(d * 64) / 64)))] };
}
