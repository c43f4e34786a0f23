using System;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.RandomModels.Checking;
using ModelGen.RandomModels.Declarations;
using ModelGen.RandomModels.Running;
using Xunit;

namespace ModelGen.RandomModels.Tests;

/// <summary>A check that cannot fail shows nothing: small faults, put in by hand, are caught, and a crash is named.</summary>
public class CheckCanFailTests(Compiled compiled) : IClassFixture<Compiled>
{
    private static readonly Declaration s_model = Compiled.Models.First(model => model is { Loss: not null, IsTokens: false, HasBatchNorm: false, HasDropout: false, Batch: > 1 });

    [Fact]
    public void TheModelItselfPasses() => Check(new());

    [Fact]
    public void APredictionThatIsATenThousandthTooLarge() => Caught("prediction", new() { Prediction = values => Scale(values, 1.0001f) });

    [Fact]
    public void ALossThatIsATenThousandthTooLarge() => Caught("loss", new() { Loss = 1.0001f });

    [Fact]
    public void GradientsThatAreAThousandthTooSmall() => Caught("gradient", new() { Gradients = values => Scale(values, 0.999f) });

    [Fact]
    public void OneGradientWithTheWrongSign() => Caught("gradient", new() { Gradients = values => values[IndexOfLargest(values)] *= -1 });

    [Fact]
    public void AnInputGradientThatIsAThousandthTooLarge() => Caught("gradient of the input", new() { InputGradient = values => Scale(values, 1.001f) });

    [Fact]
    public void OneBitOnTwoThreads() => Caught("on 2 threads", new() { Prediction = values => values[0] = ThreadTeam.Shared.Threads == 2 ? MathF.BitIncrement(values[0]) : values[0] });

    [Fact]
    public void ACrashNamesTheModelAndTheOthersRun()
    {
        Options options = Options.Of(seed: 11, count: 4) with { Widths = [128], Crash = 2 };
        Outcome outcome = Parent.Run(options, _ => { });
        Assert.Equal(3, outcome.Passed);
        string line = Assert.Single(outcome.Failures);
        Assert.StartsWith("the process ended", line);
        Assert.Contains("--seed 11 --model 2: [", line);
    }

    private void Caught(string what, Fault fault) => Assert.Contains(what, Assert.Throws<CheckFailedException>(() => Check(fault)).Message);

    private void Check(Fault fault)
    {
        using ThreadTeam one = new(1), two = new(2);
        ThreadTeam before = ThreadTeam.Shared;
        try
        {
            new Trial(s_model, () => new FaultySubject(compiled.Create(s_model), fault), [one, two], Bounds.Cpu).Run();
        }
        finally
        {
            ThreadTeam.Shared = before;
        }
    }

    private static void Scale(Span<float> values, float factor)
    {
        foreach (ref float value in values)
        {
            value *= factor;
        }
    }

    private static int IndexOfLargest(Span<float> values)
    {
        int largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > Math.Abs(values[largest])) largest = i;
        }

        return largest;
    }
}
