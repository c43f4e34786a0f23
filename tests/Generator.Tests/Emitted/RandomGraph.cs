using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Passes;

namespace ModelGen.Tests.Emitted;

using Axis = ModelGen.Compiler.Ir.Axis;
using Graph = ModelGen.Compiler.Ir.Graph;

/// <summary>A graph drawn at random: several inputs and outputs, values read by many or by nobody, the same memory under two shapes, blocks that share inputs.</summary>
internal sealed class RandomGraph(int seed)
{
    private static readonly TensorType[] s_types = [Features(3), Features(6), TensorType.F32(Axis.Batch, Axis.Plain(2), Axis.Plain(3))];

    private readonly Random _random = new(seed);
    private int _names;

    public static LoweredModel Model(int seed) => new RandomGraph(seed).Main("Random" + seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private LoweredModel Main(string name)
    {
        var builder = new GraphBuilder(name);
        List<Value> values = Inputs(builder, _random.Next(1, 5));
        List<Value> inputs = [.. values];
        Grow(builder, values, _random.Next(2, 12), depth: 0);

        // Anything may be a result: a step on the way, an input, the same value twice.
        Value[] outputs = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(i => i == 0 || _random.Next(6) > 0 ? values[_random.Next(inputs.Count, values.Count)] : Any(values))];
        Graph main = builder.Build(OwnResults.Run(builder, outputs));
        string[] names = outputs.Length == 1 ? ["output"] : [.. outputs.Select((_, i) => $"Out{i + 1}")];
        return new(new(name, "", name, "public"), Verify.Run(main), null, []) { OutputNames = names };
    }

    private List<Value> Inputs(GraphBuilder builder, int count) => [.. Enumerable.Range(0, count).Select(i => builder.Input($"in{i + 1}", Pick(s_types)))];

    private void Grow(GraphBuilder builder, List<Value> values, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            Value x = Any(values);
            Value[] same = [.. values.Where(other => other.Type.Equals(x.Type))];
            values.Add(_random.Next(depth == 0 ? 10 : 7) switch
            {
                0 or 1 => Linear(builder, x),
                2 => builder.Add(new ElementwiseOp(Pick([Functions.Tanh, Functions.Sigmoid])), "act", x),
                3 or 4 or 5 => builder.Add(new ElementwiseOp(Functions.Add), "sum", x, Pick(same)),
                6 => Reshape(builder, x),
                _ => Repeat(builder, values),
            });
        }
    }

    private static Value Reshape(GraphBuilder builder, Value x) => x.Type.Equals(s_types[1]) ? builder.Add(new ReshapeOp(s_types[2]), "folded", x)
        : x.Type.Equals(s_types[2]) ? builder.Add(new ReshapeOp(s_types[1]), "flat", x)
        : builder.Add(new ElementwiseOp(Functions.Tanh), "act", x);

    private Value Linear(GraphBuilder builder, Value x)
    {
        string name = $"linear{++_names}";
        x = x.Type.EndsInFeature ? x : Reshape(builder, x);
        long from = x.Type.Last.Size.Constant, to = Pick([3L, 6L]);
        Value weight = builder.Parameter(new(new(CSharpNames.Pascal(name), "Weight"), name + ".weight", new([to, from]), Initial.Uniform(0.6)));
        Value bias = builder.Parameter(new(new(CSharpNames.Pascal(name), "Bias"), name + ".bias", new([to]), Initial.Uniform(1)));
        return builder.Add(new LinearOp(), "product", x, weight, bias, null);
    }

    private Value Repeat(GraphBuilder builder, List<Value> values)
    {
        Value[] arguments = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(values))];
        string name = $"Block{++_names}";
        var block = new GraphBuilder(name);
        List<Value> own = [.. arguments.Select((argument, i) => block.Input($"in{i + 1}", argument.Type))];
        Grow(block, own, _random.Next(1, 6), depth: 1);
        Value[] fit = [.. own.Skip(arguments.Length).Where(value => value.Type.Equals(arguments[0].Type))];
        Value y = fit.Length > 0 ? Pick(fit) : block.Add(new ElementwiseOp(Functions.Tanh), "last", own[0]);
        int count = _random.Next(1, 5);
        var child = new ChildGraph(new(name), CSharpNames.Camel(name), block.Build(y), count, IsArray: count > 1 || _random.Next(2) == 0);
        builder.Child(child);
        return builder.Add(new RepeatOp(child), CSharpNames.Camel(name), arguments);
    }

    private Value Any(List<Value> values) => values[_random.Next(values.Count)];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static TensorType Features(long size) => TensorType.F32(Axis.Batch, Axis.Feature(size));
}
