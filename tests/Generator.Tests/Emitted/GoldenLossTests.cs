using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Passes;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;

/// <summary>Losses over graphs against PyTorch's numbers: loss, and the gradient of every weight.</summary>
public class GoldenLossTests
{
    private static readonly string s_folder = Path.Combine(Snapshot.Repository, "tests", "golden");

    /// <param name="second">The case's second definition: its loss and gradients are called alt.</param>
    [Theory]
    [InlineData("focal", false)]
    [InlineData("focal", true)]
    [InlineData("infonce", false)]
    [InlineData("infonce", true)]
    [InlineData("siamese_triplet", false)]
    [InlineData("weighted_ce", false)]
    [InlineData("weighted_mse", false)]
    public void TheNumbersArePyTorchs(string name, bool second)
    {
        Dictionary<string, (long[] Shape, float[] Values)> expected = Read(name + ".ref");
        LoweredModel model = Model(name, second);
        Assembly assembly = Compiled.Load("using System;\nusing System.Numerics.Tensors;\nusing ModelGen;\nusing ModelGen.Data;\nusing ModelGen.Training;\n" + ObjectiveCalls.Source(model), [model], fuse: true);
        var calls = new ObjectiveCalls(model, assembly);
        ModelGen.Weights.WeightFile.Load(calls.Store, Path.Combine(s_folder, name + ".safetensors"));
        InputDecl[] all = [.. model.Inputs, .. model.Targets];
        Array[] tensors = [.. all.Select(tensor => tensor.IsTokens ? Array.ConvertAll(expected["in." + tensor.Name].Values, value => (int)value) : (Array)expected["in." + tensor.Name].Values)];
        nint[][] shapes = [.. all.Select(tensor => Array.ConvertAll(expected["in." + tensor.Name].Shape, size => (nint)size))];
        string loss = second ? "alt.loss" : "out.loss", gradient = second ? "alt.grad." : "grad.";
        Assert.Equal(expected[loss].Values[0], calls.Gradients(tensors, shapes, expected.TryGetValue("in.weight", out var weights) ? weights.Values : []), 1e-5f);
        foreach (Parameter parameter in calls.Store.Tensors)
        {
            float[] wanted = expected[gradient + parameter.Name].Values;
            float largest = wanted.Max(Math.Abs);
            Assert.All(wanted.Zip(parameter.Gradient.ToArray()), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-5f * largest, $"{parameter.Name}: {pair.Second}, not {pair.First}"));
        }
    }

    private static LoweredModel Model(string name, bool second)
    {
        var builder = new GraphBuilder("Case");
        switch (name)
        {
            case "focal":
                Value logits = Dense(builder, "fc2", Relu(builder, Dense(builder, "fc1", builder.Input("x", Features(13)), 17)), 5);
                return Build(builder, ["logits"], [logits], (objective, y) => second
                    ? objective.BinaryFocal(y[0], objective.Target(new("multi_labels", Features(5))), 2, 0.25)
                    : objective.Focal(y[0], objective.Target(Ids("labels")), 2));
            case "infonce":
                Value a = Dense(builder, "a", builder.Input("a", Features(12)), 9), b = Dense(builder, "b", builder.Input("b", Features(16)), 9);
                return Build(builder, ["one", "other"], [a, b], (objective, y) => objective.InfoNce(y[0], y[1], 0.2, symmetric: second));
            case "siamese_triplet":
                Value[] inputs = [.. new[] { "anchor", "positive", "negative" }.Select(input => builder.Input(input, Features(15)))];
                (Value, Value) first = Parameters(builder, "fc1", 15, 20), last = Parameters(builder, "fc2", 20, 8);
                Value[] codes = [.. inputs.Select(x => Tanh(builder, Dense(builder, last, Relu(builder, Dense(builder, first, x)))))];
                return Build(builder, ["one", "two", "three"], codes, (objective, y) => objective.Triplet(y[0], y[1], y[2], 0.5));
            case "weighted_ce":
                Value classes = Dense(builder, "fc2", Tanh(builder, Dense(builder, "fc1", builder.Input("x", Features(12)), 16)), 4);
                return Build(builder, ["logits"], [classes], (objective, y) => objective.Add(new CrossEntropyOp(0, -100, new(0.5, 2, 1.25, 3)), "mean", y[0], objective.Target(Ids("labels"))));
            default:
                Value hidden = builder.Add(new ElementwiseOp(Functions.Gelu), "act", Dense(builder, "fc1", builder.Input("x", Features(11)), 18));
                return Build(builder, ["prediction"], [Dense(builder, "fc2", hidden, 4)], (objective, y) => objective.Add(new MeanSquaredErrorOp(), "mean", y[0], objective.Target(new("target", Features(4)))));
        }
    }

    private static LoweredModel Build(GraphBuilder builder, string[] names, Value[] outputs, Func<ObjectiveBuilder, Value[], Value> objective)
    {
        Graph main = Verify.Run(builder.Build(OwnResults.Run(builder, outputs)));
        var own = new ObjectiveBuilder(main, names);
        return new(new("Case", "", "Case", "public"), main, own.Build(objective(own, [.. names.Select((_, i) => own.Output(i))])), []) { OutputNames = names };
    }

    private static InputDecl Ids(string name) => new(name, new(DType.I32, new(Axis.Batch)));

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));

    private static Value Relu(GraphBuilder builder, Value x) => builder.Add(new ElementwiseOp(Functions.Relu), "act", x);

    private static Value Tanh(GraphBuilder builder, Value x) => builder.Add(new ElementwiseOp(Functions.Tanh), "act", x);

    private static Value Dense(GraphBuilder builder, string name, Value x, long width) => Dense(builder, Parameters(builder, name, x.Type.Last.Size.Constant, width), x);

    private static Value Dense(GraphBuilder builder, (Value Weight, Value Bias) layer, Value x) => builder.Add(new LinearOp(), "product", x, layer.Weight, layer.Bias, null);

    private static (Value Weight, Value Bias) Parameters(GraphBuilder builder, string name, long from, long to) => (
        builder.Parameter(new(new("L" + name, "Weight"), name + ".weight", new([to, from]), Initial.Uniform(1))),
        builder.Parameter(new(new("L" + name, "Bias"), name + ".bias", new([to]), Initial.Uniform(1))));

    private static Dictionary<string, (long[] Shape, float[] Values)> Read(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(s_folder, name + ".safetensors"));
        int header = (int)BitConverter.ToInt64(file);
        using var json = JsonDocument.Parse(file.AsMemory(8, header));
        return json.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__").ToDictionary(tensor => tensor.Name, tensor =>
        {
            int[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            ReadOnlySpan<byte> bytes = file.AsSpan(8 + header + offsets[0], offsets[1] - offsets[0]);
            float[] values = tensor.Value.GetProperty("dtype").GetString() == "F32" ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), value => (float)value);
            return (tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray(), values);
        });
    }
}
