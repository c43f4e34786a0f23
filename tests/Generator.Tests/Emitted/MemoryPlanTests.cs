using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>For models drawn at random, and any B and T: no value is overwritten while somebody will read it.</summary>
public class MemoryPlanTests
{
    private const int Seeds = 200;

    private static readonly Lazy<LoweredModel[]> s_models = new(() =>
    {
        RandomModel[] random = [.. Enumerable.Range(1000, Seeds).Select(seed => new RandomModel(seed))];
        var compilation = UserProject.Compile("using ModelGen;\n" + string.Concat(random.Select(model => model.Source)));
        return [.. random.Select(model => Compiled.Lowered(Compiled.Spec(compilation, model.Name))), .. ModelCases.All.Values.Select(model => model.Lowered), .. GraphModels.All.Values, .. Enumerable.Range(5000, Seeds).Select(RandomGraph.Model)];
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingIsLostTooEarly(bool fuse)
    {
        var random = new Random(1);
        foreach (LoweredModel model in s_models.Value)
        {
            PlannedModel plan = ModelCompiler.PlanCpu(model, fuse);
            try
            {
                PlanSimulator.Check(plan, batch: 1, length: 1);
                PlanSimulator.Check(plan, random.Next(1, 100), random.Next(1, 3000));
                PlanSimulator.Check(plan, random.Next(1, 100), random.Next(1, 3000));
            }
            catch (InvalidOperationException error)
            {
                Assert.Fail($"{model.Type.Name}, {(fuse ? "fused" : "unfused")}: {error.Message}\n{GraphPrinter.Print(plan.Training[^1].Graph)}");
            }
        }
    }

    [Fact]
    public void TheSimulatorSeesTwoValuesInOnePlace()
    {
        int caught = 0, plans = 0;
        foreach (LoweredModel model in s_models.Value.Take(60))
        {
            PlannedModel plan = ModelCompiler.PlanCpu(model);
            Frame frame = plan.Training[^1].Frames.Backward;
            List<Value> scratch = [.. frame.Places.Where(place => place.Value.Region == Region.Scratch).Select(place => place.Key)];
            if (frame.Scratch.Count < 2)
            {
                continue;
            }

            plans++;
            foreach (Value value in scratch)
            {
                frame.Places[value] = new(Region.Scratch, 0);
            }

            frame.Scratch.Grow(0, scratch.Aggregate(Dim.Zero, (sum, value) => sum + value.Type.Count));
            caught += Record.Exception(() => PlanSimulator.Check(plan, 3, 5)) is InvalidOperationException ? 1 : 0;
        }

        Assert.True(plans >= 10 && caught == plans, $"{caught} of {plans} were caught");
    }

    [Fact]
    public void TheSimulatorSeesASlotThatIsTooSmall()
    {
        PlannedModel plan = ModelCompiler.PlanCpu(ModelCases.All["Gpt2"].Lowered);
        plan.Prediction[^1].Frame.Scratch.Grow(0, Dim.Of(1));
        Assert.Contains("does not fit", Assert.Throws<InvalidOperationException>(() => PlanSimulator.Check(plan, 3, 5)).Message, StringComparison.Ordinal);
    }
}
