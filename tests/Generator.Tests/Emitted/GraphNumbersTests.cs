using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Cpu;
using ModelGen.Decoding;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>Models of several inputs and outputs, with repeated blocks that share inputs: emitted code, compiled and run, against their definition in double precision and its central differences.</summary>
public class GraphNumbersTests
{
    private static readonly Lazy<Assembly> s_fused = new(() => Load(fuse: true)), s_unfused = new(() => Load(fuse: false));

    public static IEnumerable<object[]> Models => GraphModels.All.Keys.SelectMany(name => new[] { true, false }.Select(fuse => new object[] { name, fuse }));

    [Theory]
    [MemberData(nameof(Models))]
    public void PredictionAndForwardAreTheDefinition(string name, bool fuse)
    {
        foreach (int batch in new[] { 1, 3 })
        {
            var run = new Trial(name, fuse, batch);
            double[][] expected = run.Expected();
            Close(run.Calls.Predict(run.Inputs, run.Shapes), expected);
            Close(run.Calls.Forward(run.Inputs, run.Shapes), expected);
            float[][] outputs = [.. expected.Select(output => new float[output.Length])];
            run.Calls.PredictInto(run.Inputs, run.Shapes, outputs, run.OutputShapes);
            Close(outputs, expected);
        }
    }

    public static TheoryData<string> Names => [.. GraphModels.All.Keys];

    /// <summary>With respect to all parameters and to each input of numbers, whichever of the inputs' gradients are asked for.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreTheSlopes(string name)
    {
        Trial fused = new(name, fuse: true, batch: 2), unfused = new(name, fuse: false, batch: 2);
        Assert.Equal(fused.Values, unfused.Values);
        float[][] weights = [.. fused.OutputShapes.Select((shape, i) => ModelCase.Numbers((int)Product(shape), 20 + (ulong)i))];
        double[] parameters = fused.ParameterSlopes(weights);
        int[] wishes = [.. Enumerable.Range(0, fused.Model.Inputs.Count).Where(i => fused.Model.Inputs[i].HasGradient)];
        Dictionary<int, double[]> slopes = wishes.ToDictionary(i => i, i => fused.InputSlopes(i, weights));
        foreach (Trial run in new[] { fused, unfused })
        {
            for (int mask = 0; mask < 1 << wishes.Length; mask++)
            {
                int[] wanted = [.. wishes.Where((_, i) => (mask & (1 << i)) != 0)];
                float[][] gradients = [.. run.Inputs.Select((input, i) => wanted.Contains(i) ? Enumerable.Repeat(7f, input.Length).ToArray() : [])];
                run.Calls.Store.ZeroGradients();
                run.Calls.Forward(run.Inputs, run.Shapes);
                run.Calls.Backward(weights, run.OutputShapes, gradients, run.Shapes);
                Close([.. run.Calls.Store.Tensors.SelectMany(tensor => tensor.Gradient.ToArray())], parameters);
                Assert.All(wanted, i => Close(gradients[i], slopes[i]));
            }
        }
    }

    [Fact]
    public void AnInputThatNoOutputDependsOnHasAGradientOfZeros()
    {
        var run = new Trial("OneOfTwo", fuse: true, batch: 2);
        float[][] gradients = [new float[8], [.. Enumerable.Repeat(7f, 6)]];
        run.Calls.Forward(run.Inputs, run.Shapes);
        run.Calls.Backward([[1, 2, 3, 4]], run.OutputShapes, gradients, run.Shapes);
        Assert.All(gradients[1], value => Assert.Equal(0, value));
        Assert.Contains(gradients[0], value => value != 0);
    }

    [Fact]
    public void ABatchOfOneInputMustBeTheOthers()
    {
        var run = new Trial("TwoHeads", fuse: true, batch: 2);
        string message = Assert.Throws<ShapeMismatchException>(() => run.Calls.Predict([run.Inputs[0], new float[9]], [run.Shapes[0], [3, 3]])).Message;
        Assert.Contains("'extra'", message, StringComparison.Ordinal);
        Assert.Contains("[B, 3] with 2 on axis 0", message, StringComparison.Ordinal);
    }

    /// <summary>Each sequence has its own length.</summary>
    [Fact]
    public void TwoSequencesHaveTheirOwnLengths()
    {
        var run = new Trial("Recall", fuse: true, batch: 2);
        Assert.Equal([[2, 5, 3], [2, 4]], run.Shapes);
        Assert.Throws<ShapeMismatchException>(() => run.Calls.Predict([run.Inputs[0], new int[16]], [run.Shapes[0], [2, 8]]));
        Assert.Contains("11)", Assert.Throws<ArgumentOutOfRangeException>(() => run.Calls.Predict([run.Inputs[0], new[] { 1, 2, 3, 11 }], [[1, 10 / 2, 3], [1, 4]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsThatShareMemoryAreRefused()
    {
        var run = new Trial("Twice", fuse: true, batch: 2);
        float[] own = new float[12];
        string message = Assert.Throws<ArgumentException>(() => run.Calls.PredictInto(run.Inputs, run.Shapes, [own, new float[12], own, new float[12]], run.OutputShapes)).Message;
        Assert.Contains("Twice: 'first' and 'folded' share memory", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => run.Calls.PredictInto(run.Inputs, run.Shapes, [(float[])run.Inputs[0], new float[12], own, new float[12]], run.OutputShapes));
    }

    [Fact]
    public void TheDescriptionNamesInputsAndOutputs()
    {
        ModelInfo info = new Trial("TwoHeads", fuse: true, batch: 1).Calls.Info;
        Assert.Equal(("pixels [F:6], extra [F:3]", "Mean [F:4], LogVariance [F:2]"), (info.Input, info.Output));
    }

    /// <summary>What the decoder's memory is made of is computed at the first token; then each costs its own work alone, and no memory.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ADecoderWithAMemorySaysWhatPredictionSays(bool fuse)
    {
        var run = new Trial("Speaker", fuse, batch: 1);
        int[] said = [1, 4, 0, 2, 2, 3, 1, 0, 4];
        foreach (int[] words in new[] { [3, 9, 0, 7, 1, 2, 0], [5], new[] { 8, 8, 2 } })
        {
            float[] tone = ModelCase.Numbers(3, (ulong)words.Length);
            Array[] Inputs(int count) => [words, said[..count], tone];
            nint[][] Shapes(int count) => [[1, words.Length], [1, count], [1, 3]];
            TokenDecoder decoder = run.Calls.CreateDecoder(Inputs(1), Shapes(1));
            foreach (int[] pieces in new[] { [1, 1, 1, 1, 1, 1, 1, 1, 1], [4, 1, 3, 1], new[] { 9 } })
            {
                decoder.Reset();
                foreach (int piece in pieces)
                {
                    float[] logits = decoder.Append(said.AsSpan(decoder.Position, piece)).ToArray();
                    float[] whole = run.Calls.Predict(Inputs(decoder.Position), Shapes(decoder.Position))[0];
                    Assert.All(logits.Zip(whole[^5..]), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-5, $"{pair.First}, not {pair.Second}, at {decoder.Position} of {pieces.Length} pieces"));
                }
            }

            decoder.Reset();
            decoder.Append([1, 2]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 7; i++) decoder.Append(said.AsSpan(i, 1));
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Contains("'words' must be", Assert.Throws<ArgumentException>(() => run.Calls.CreateDecoder([new int[4], said, new float[6]], [[2, 2], [1, 9], [2, 3]])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => run.Calls.CreateDecoder([new int[2], said, new float[6]], [[1, 2], [1, 9], [2, 3]]));
    }

    /// <summary>Parameters and results by their names, and a loop that sums what all copies share.</summary>
    [Theory]
    [InlineData("TwoHeads", "", 0)]
    [InlineData("SharedMemory", ".Cpu", 2)]
    [InlineData("Speaker", ".Cpu", 2)]
    public void AsReadersSeeIt(string name, string part, int file) =>
        Snapshot.Match($"//// {name}{part}.g.cs\n{CpuTarget.Emit(ModelCompiler.PlanCpu(GraphModels.All[name]))[file].Text}", name);

    private static Assembly Load(bool fuse)
    {
        const string Usings = "using System;\nusing System.Numerics.Tensors;\nusing ModelGen;\n";
        return Compiled.Load(Usings + string.Concat(GraphModels.All.Values.Select(GraphCalls.Source)), GraphModels.All.Values, fuse);
    }

    private static long Product(nint[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static void Close(float[][] actual, double[][] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Close(actual[i], expected[i]);
        }
    }

    private static void Close(float[] actual, double[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 2e-6 + (3e-6 * largest), $"{actual[i]} at {i}, not {expected[i]}");
        }
    }

    /// <summary>A model with numbers for its inputs.</summary>
    private sealed class Trial
    {
        private readonly double[][] _inputs;
        private readonly Func<Symbol, int> _size;

        public Trial(string name, bool fuse, int batch)
        {
            Model = GraphModels.All[name];
            Calls = new GraphCalls(Model, (fuse ? s_fused : s_unfused).Value);
            _size = symbol => symbol.Kind == SymbolKind.Batch ? batch : symbol == Symbol.Length ? 5 : 4;
            Shapes = [.. Model.Inputs.Select(input => Shape(input.Type))];
            OutputShapes = [.. Model.Main.Outputs.Select(output => Shape(output.Type))];
            Inputs = [.. Model.Inputs.Select((input, i) => input.IsTokens ? (Array)Ids((int)Product(Shapes[i]), (int)input.Vocabulary) : ModelCase.Numbers((int)Product(Shapes[i]), 4 + (ulong)i))];
            _inputs = [.. Inputs.Select(input => input.Cast<object>().Select(Convert.ToDouble).ToArray())];
        }

        public LoweredModel Model { get; }

        public GraphCalls Calls { get; }

        public Array[] Inputs { get; }

        public nint[][] Shapes { get; }

        public nint[][] OutputShapes { get; }

        /// <summary>All parameters, in the store's order.</summary>
        public IEnumerable<float> Values => Calls.Store.Tensors.SelectMany(tensor => tensor.Value.ToArray());

        public double[][] Expected() => Run(Parameters());

        /// <summary>The slope of the outputs' weighted sum along each parameter, in the store's order.</summary>
        public double[] ParameterSlopes(float[][] weights)
        {
            Dictionary<string, double[]> values = Parameters();
            GraphOracle.Results known = Results(values);
            return [.. Calls.Store.Tensors.SelectMany(tensor =>
            {
                double[] own = values[tensor.Name], moved = [.. own];
                values[tensor.Name] = moved;
                double[] slopes = [.. Slopes(moved, () => Sum(Run(values, known), weights))];
                values[tensor.Name] = own;
                return slopes;
            })];
        }

        public double[] InputSlopes(int input, float[][] weights)
        {
            Dictionary<string, double[]> values = Parameters();
            GraphOracle.Results known = Results(values);
            double[] own = _inputs[input], moved = [.. own];
            _inputs[input] = moved;
            double[] slopes = [.. Slopes(moved, () => Sum(Run(values, known), weights))];
            _inputs[input] = own;
            return slopes;
        }

        private static IEnumerable<double> Slopes(double[] values, Func<double> function)
        {
            const double Step = 1e-5;
            for (int i = 0; i < values.Length; i++)
            {
                double own = values[i];
                values[i] = own + Step;
                double above = function();
                values[i] = own - Step;
                double below = function();
                values[i] = own;
                yield return (above - below) / (2 * Step);
            }
        }

        private static double Sum(double[][] outputs, float[][] weights) => outputs.Zip(weights, (output, weight) => output.Zip(weight, (y, w) => y * w).Sum()).Sum();

        private double[][] Run(Dictionary<string, double[]> parameters, GraphOracle.Results? known = null) => new GraphOracle(_size, name => parameters[name], known).Run(Model.Main, _inputs);

        private GraphOracle.Results Results(Dictionary<string, double[]> parameters)
        {
            GraphOracle.Results results = new();
            new GraphOracle(_size, name => parameters[name]) { Made = results }.Run(Model.Main, _inputs);
            return results;
        }

        private Dictionary<string, double[]> Parameters() => Calls.Store.Tensors.ToDictionary(tensor => tensor.Name, tensor => Array.ConvertAll(tensor.Value.ToArray(), value => (double)value));

        private nint[] Shape(TensorType type) => [.. type.Axes.Select(axis => (nint)axis.Size.Evaluate(symbol => _size(symbol)))];

        // The first step of each example is real, the last one padding.
        private static int[] Ids(int count, int vocabulary) => [.. Enumerable.Range(0, count).Select(i => i % 4 == 3 ? 0 : 1 + (int)(CounterRandom.Uniform(3, (ulong)i) * (vocabulary - 1)))];
    }
}
