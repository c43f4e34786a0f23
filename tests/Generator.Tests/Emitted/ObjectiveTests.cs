using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;
using ModelGen.Cpu;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

using Reduction = ModelGen.Compiler.Ops.Losses.Reduction;
using Graph = ModelGen.Compiler.Ir.Graph;
using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>Losses over several outputs, inputs and targets: emitted code, compiled and run, against their definition in double precision and its central differences.</summary>
public class ObjectiveTests
{
    private static readonly Lazy<Assembly> s_fused = new(() => Load(fuse: true)), s_unfused = new(() => Load(fuse: false));

    public static IEnumerable<object[]> Models => ObjectiveModels.All.Keys.SelectMany(name => new[] { true, false }.Select(fuse => new object[] { name, fuse }));

    [Theory]
    [MemberData(nameof(Models))]
    public void TheLossIsItsDefinition(string name, bool fuse)
    {
        foreach ((int batch, float[] weights) in Weightings)
        {
            var run = new Trial(name, fuse, batch, weights);
            double expected = run.Expected();
            Assert.Equal(expected, run.Calls.Loss(run.Tensors, run.Shapes, weights), 1e-5 * Math.Max(1, Math.Abs(expected)));
            double[] found = run.Calls.OfBatch(run.Tensors, run.Shapes, weights);
            Assert.All(found[..2], loss => Assert.Equal(expected, loss, 1e-5 * Math.Max(1, Math.Abs(expected))));
        }
    }

    public static TheoryData<string> Names => [.. ObjectiveModels.All.Keys];

    /// <summary>One definition for both: fused and unfused models begin with the same values.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreTheSlopes(string name)
    {
        foreach ((int batch, float[] weights) in Weightings)
        {
            Trial fused = new(name, fuse: true, batch, weights), unfused = new(name, fuse: false, batch, weights);
            Assert.Equal(fused.Values, unfused.Values);
            double[] expected = fused.Slopes();
            double largest = expected.Max(Math.Abs);
            foreach (Trial run in new[] { fused, unfused })
            {
                run.Calls.Gradients(run.Tensors, run.Shapes, weights);
                float[] actual = [.. run.Calls.Store.Tensors.SelectMany(tensor => tensor.Gradient.ToArray())];
                Assert.Equal(expected.Length, actual.Length);
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.True(Math.Abs(actual[i] - expected[i]) <= 2e-6 + (2e-5 * largest), $"{name}, {(run == fused ? "fused" : "unfused")}: {actual[i]} at {i}, not {expected[i]}");
                }
            }

            // A batch of one has nothing to be told apart from.
            Assert.True(largest > 1e-3 || (batch == 1 && name is "Contrast" or "Matched"), $"{name} learns nothing");
        }
    }

    /// <summary>The weight of a batch: of one mean loss the targets that count, otherwise the examples.</summary>
    [Theory]
    [InlineData("TwoTasks", 3, 3.5)]
    [InlineData("Steps", 3, 3.5)]
    [InlineData("OnePair", 3, 3.5)]
    [InlineData("Short", 3, 3.5)]
    [InlineData("ShortSteps", 12, 14)]
    public void ABatchWeighs(string name, double plain, double weighted)
    {
        var run = new Trial(name, fuse: true, 3, []);
        Assert.Equal(plain, run.Calls.OfBatch(run.Tensors, run.Shapes, [])[2], 1e-6);
        Assert.Equal(weighted, run.Calls.OfBatch(run.Tensors, run.Shapes, [0.5f, 0, 3])[2], 1e-6);
    }

    [Theory]
    [InlineData("TwoTasks")]
    [InlineData("Variational")]
    [InlineData("Steps")]
    [InlineData("OnePair")]
    public void StepsAllocateNothing(string name)
    {
        var run = new Trial(name, fuse: true, 3, [0.5f, 0, 3]);
        Assert.Equal(0, run.Calls.Allocated(run.Tensors, run.Shapes, [0.5f, 0, 3]));
    }

    [Theory]
    [InlineData("TwoTasks")]
    [InlineData("Variational")]
    [InlineData("Steps")]
    [InlineData("OnePair")]
    [InlineData("Short")]
    public void ATrainerTrainsIt(string name)
    {
        var run = new Trial(name, fuse: true, 5, []);
        double[] losses = run.Calls.Fit(run.Tensors, run.Shapes, [1, 1, 0.5f, 1, 2], 40);
        Assert.True(losses[^1] < 0.8 * losses[0], string.Join(" ", losses));
    }

    [Fact]
    public void TargetsAreChecked()
    {
        var run = new Trial("TwoTasks", fuse: true, 3, []);
        Array[] Given(int place, Array with) => [.. run.Tensors.Select((tensor, i) => i == place ? with : tensor)];
        nint[][] Shaped(int place, params nint[] with) => [.. run.Shapes.Select((shape, i) => i == place ? with : shape)];
        Assert.Contains("'price' is [3, 3], expected [B, 2]", Assert.Throws<ShapeMismatchException>(() => run.Calls.Gradients(Given(3, new float[9]), Shaped(3, 3, 3), [])).Message, StringComparison.Ordinal);
        Assert.Contains("class id 4", Assert.Throws<ArgumentOutOfRangeException>(() => run.Calls.Loss(Given(2, new[] { 0, 4, 1 }), run.Shapes, [])).Message, StringComparison.Ordinal);
        Assert.Contains("'weights' has 2 weights for 3 examples", Assert.Throws<ArgumentException>(() => run.Calls.Loss(run.Tensors, run.Shapes, [1, 2])).Message, StringComparison.Ordinal);
        var pair = new Trial("OnePair", fuse: true, 1, []);
        Assert.Contains("'wanted'", Assert.ThrowsAny<ArgumentException>(() => pair.Calls.Loss([pair.Tensors[0], new float[] { 0, 2, 0 }], pair.Shapes, [])).Message, StringComparison.Ordinal);
    }

    /// <summary>An objective is a number for the batch or for each example.</summary>
    [Fact]
    public void ElementsAreNoObjective()
    {
        Graph main = ObjectiveModels.All["OnePair"].Main;
        var objective = new ObjectiveBuilder(main, ["y"]);
        Value terms = objective.Add(new HuberOp(Reduction.None), "terms", objective.Output(0), objective.Target(new("wanted", main.Outputs[0].Type)));
        Assert.Contains("[F:3]", Assert.Throws<InvalidOperationException>(() => objective.Build(terms)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AsReadersSeeIt() =>
        Snapshot.Match(string.Concat(CpuTarget.Emit(ModelCompiler.PlanCpu(ObjectiveModels.All["TwoTasks"])).Select(file => $"//// {file.HintName}\n{file.Text}\n")), "TwoTasks");

    private static (int Batch, float[] Weights)[] Weightings => [(1, []), (3, []), (3, [0.5f, 0, 3])];

    private static Assembly Load(bool fuse)
    {
        const string Usings = "using System;\nusing System.Numerics.Tensors;\nusing ModelGen;\nusing ModelGen.Data;\nusing ModelGen.Training;\n";
        return Compiled.Load(Usings + string.Concat(ObjectiveModels.All.Values.Select(ObjectiveCalls.Source)), ObjectiveModels.All.Values, fuse);
    }

    /// <summary>A model with numbers for its inputs and targets.</summary>
    private sealed class Trial
    {
        private readonly LoweredModel _model;
        private readonly double[] _weights;
        private readonly double[][] _tensors;
        private readonly Func<Symbol, int> _size;

        public Trial(string name, bool fuse, int batch, float[] weights)
        {
            _model = ObjectiveModels.All[name];
            Calls = new ObjectiveCalls(_model, (fuse ? s_fused : s_unfused).Value);
            _size = symbol => symbol.Kind == SymbolKind.Batch ? batch : 5;
            InputDecl[] all = [.. _model.Inputs, .. _model.Targets];
            Shapes = [.. all.Select(tensor => tensor.Type.Axes.Select(axis => (nint)axis.Size.Evaluate(symbol => _size(symbol))).ToArray())];
            Tensors = [.. all.Select((tensor, i) => Drawn(tensor, (int)Shapes[i].Aggregate((a, b) => a * b), (ulong)i))];
            _tensors = [.. Tensors.Select(tensor => tensor.Cast<object>().Select(Convert.ToDouble).ToArray())];
            _weights = Array.ConvertAll(weights, weight => (double)weight);
        }

        public ObjectiveCalls Calls { get; }

        public Array[] Tensors { get; }

        public nint[][] Shapes { get; }

        /// <summary>All parameters, in the store's order.</summary>
        public IEnumerable<float> Values => Calls.Store.Tensors.SelectMany(tensor => tensor.Value.ToArray());

        public double Expected() => Loss(Parameters());

        /// <summary>The slope along each parameter, in the store's order.</summary>
        public double[] Slopes()
        {
            const double Step = 1e-5;
            Dictionary<string, double[]> parameters = Parameters();
            GraphOracle.Results known = [];
            Loss(parameters, made: known);
            return [.. Calls.Store.Tensors.SelectMany(tensor =>
            {
                double[] own = parameters[tensor.Name], moved = [.. own];
                parameters[tensor.Name] = moved;
                double[] slopes = new double[own.Length];
                for (int i = 0; i < own.Length; i++)
                {
                    moved[i] = own[i] + Step;
                    double above = Loss(parameters, known);
                    moved[i] = own[i] - Step;
                    double below = Loss(parameters, known);
                    moved[i] = own[i];
                    slopes[i] = (above - below) / (2 * Step);
                }

                parameters[tensor.Name] = own;
                return slopes;
            })];
        }

        private double Loss(Dictionary<string, double[]> parameters, GraphOracle.Results? known = null, GraphOracle.Results? made = null)
        {
            GraphOracle oracle = new(_size, name => parameters[name], known) { Made = made };
            double[][] outputs = oracle.Run(_model.Main, _tensors);
            Graph objective = _model.Objective!.Graph;
            return oracle.Run(objective, [.. objective.Inputs.Select(input => input.Declaration!.Source!).Select(source => source.Kind == SourceKind.Output ? outputs[source.Index]
                : source.Kind == SourceKind.Input ? _tensors[source.Index]
                : source.Kind == SourceKind.Target ? _tensors[_model.Inputs.Count + source.Index]
                : _weights)])[0][0];
        }

        private Dictionary<string, double[]> Parameters() => Calls.Store.Tensors.ToDictionary(tensor => tensor.Name, tensor => Array.ConvertAll(tensor.Value.ToArray(), value => (double)value));

        // Tokens: the last step of each example is padding. Classes: some are ignored. Numbers from 0 to 1.
        private Array Drawn(InputDecl tensor, int count, ulong seed)
        {
            if (!tensor.IsTokens) return ModelCase.Numbers(count, 4 + seed).Select(x => Math.Abs(x) % 1).ToArray();
            bool skips = tensor.Type.HasTime;
            return tensor.Vocabulary > 0
                ? Enumerable.Range(0, count).Select(i => i % 5 == 4 ? 0 : 1 + (int)(CounterRandom.Uniform(seed, (ulong)i) * 10)).ToArray()
                : Enumerable.Range(0, count).Select(i => skips && i % 4 == 1 ? -1 : (int)(CounterRandom.Uniform(seed, (ulong)i) * 3)).ToArray();
        }
    }
}
