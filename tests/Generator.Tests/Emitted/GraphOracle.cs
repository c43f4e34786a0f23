using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.BatchMean;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Constant;
using ModelGen.Compiler.Ops.Copy;
using ModelGen.Compiler.Ops.Cosine;
using ModelGen.Compiler.Ops.CumulativeSum;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.Expand;
using ModelGen.Compiler.Ops.Flip;
using ModelGen.Compiler.Ops.Gather;
using ModelGen.Compiler.Ops.GlobalPool;
using ModelGen.Compiler.Ops.InfoNce;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.LogSoftmax;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Numbers;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.Places;
using ModelGen.Compiler.Ops.Position;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Repeat;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Shift;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.TakeLast;
using ModelGen.Compiler.Ops.Tile;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Tests.Emitted;

using Graph = ModelGen.Compiler.Ir.Graph;
using Symbol = ModelGen.Compiler.Ir.Symbol;

/// <summary>The definition of the few ops that <see cref="GraphModels"/> are made of, in double precision and for nothing but this.</summary>
/// <param name="parameter">Values by the name in weight files.</param>
/// <param name="known">Results of another run: a node that reads the same arrays again has them, so that a slope costs only what depends on its number.</param>
internal sealed class GraphOracle(Func<Symbol, int> size, Func<string, double[]> parameter, GraphOracle.Results? known = null)
{
    /// <summary>What each node of a run read and gave, by the copy of a block that it stands in.</summary>
    internal sealed class Results : Dictionary<(string Prefix, Node Node), (double[]?[] Read, double[][] Gave)>;

    /// <summary>What this run adds to; null where nobody wants it.</summary>
    public Results? Made { get; init; }

    public double[][] Run(Graph graph, IReadOnlyList<double[]> inputs, string prefix = "")
    {
        var values = graph.Inputs.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (Value own in graph.Parameters)
        {
            ParameterDecl declaration = own.Parameter!;
            values[own] = declaration.PartsInFile ? [.. declaration.Parts.SelectMany(part => parameter(prefix + part.File))] : parameter(prefix + declaration.File);
        }

        foreach (Node node in graph.Nodes)
        {
            double[]?[] x = [.. node.Inputs.Select(input => input is null ? null : values[input])];
            double[][] results = Known(node, x, prefix) ?? ResultsOf(node, x, prefix);
            Made?.Add((prefix, node), (x, results));
            for (int i = 0; i < Math.Min(node.Outputs.Count, results.Length); i++)
            {
                values[node.Outputs[i]] = results[i];
            }
        }

        return [.. graph.Outputs.Select(output => values[output])];
    }

    // A repeat reads parameters that are not among its inputs; its copies' nodes are asked one by one.
    private double[][]? Known(Node node, double[]?[] x, string prefix) =>
        known is not null && node.Op is not RepeatOp && known.TryGetValue((prefix, node), out (double[]?[] Read, double[][] Gave) before) && before.Read.SequenceEqual(x) ? before.Gave : null;

    private double[][] ResultsOf(Node node, double[]?[] x, string prefix) => node.Op is RecurrentLayersOp recurrent ? Recurrent(recurrent, node, x) : [node.Op switch
    {
        CopyOp or ReshapeOp => x[0]!,
        ElementwiseOp map => new GraphAxes(Count).Elementwise(map.Expression, node, x),
        ReduceOp reduce => new GraphAxes(Count).Reduce(reduce, node.Input(0).Type, x[0]!, x[1]),
        MatMulOp => new GraphAxes(Count).MatMul(node, x[0]!, x[1]!),
        ExpandOp => [.. Enumerable.Repeat(x[0]!, Count(node.Output.Type.Axes[0].Size)).SelectMany(each => each)],
        CosineOp => Cosine(x[0]!, x[1]!, Width(node.Input(0))),
        LinearOp => Linear(x[0]!, x[1]!, x[2]!),
        PaddingMaskOp mask => Array.ConvertAll(x[0]!, id => id == mask.Padding ? 0.0 : 1.0),
        EmbeddingOp => [.. x[0]!.SelectMany(id => Row(x[1]!, (int)id, Width(node.Output)))],
        GlobalPoolOp => Mean(x[0]!, x[1], Count(node.Input(0).Type.Axes[0].Size), Width(node.Output)),
        SliceOp or ConcatenateOp or TransposeOp or TileOp or FlipOp or CumulativeSumOp => new GraphAxes(Count).Move(node, x),
        PlacesOp or ShiftOp or GatherOp => new GraphAxes(Count).Places(node, x),
        ConstantOp constant => [.. constant.Values],
        NumbersOp => x[0]!,
        AttentionOp attention => Attention(attention, node, x),
        LossOp loss => LossOracle.Of(loss, Count(Dim.Of(Symbol.Batch)), loss.TakesIds ? Width(node.Input(0)) : 1, x[0]!, x[1]!, x[2] ?? [], x[3]),
        BatchMeanOp => [LossOracle.Mean(x[0]!, Count(Dim.Of(Symbol.Batch)), x[1] ?? [], x[2])],
        LogSoftmaxOp => LossOracle.LogSoftmax(x[0]!, Width(node.Output)),
        InfoNceOp contrast => LossOracle.InfoNce(contrast, x[0]!, x[1]!, Width(node.Input(0))),
        TakeLastOp => [.. x[0]!.Chunk(x[0]!.Length / Count(node.Output.Type.Axes[0].Size)).SelectMany(example => example[^Width(node.Output)..])],
        PositionOp => [.. x[0]!.Select((value, i) => value + x[1]![i % (Count(node.Output.Type.Axes[1].Size) * Width(node.Output))])],
        RepeatOp repeat => Repeat(repeat.Child, x, prefix),
        _ => throw new InvalidOperationException($"The oracle has no {node.Op.Name}"),
    }];

    public int Count(Dim dim) => (int)dim.Evaluate(symbol => size(symbol));

    private static int Width(Value value) => (int)value.Type.Last.Size.Constant;

    private static double[] Row(double[] table, int row, int width) => table[(row * width)..((row + 1) * width)];

    private static double[] Linear(double[] x, double[] weight, double[] bias)
    {
        // A loop: slopes run it some ten thousand times.
        int inputs = weight.Length / bias.Length;
        double[] y = new double[x.Length / inputs * bias.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int row = i / bias.Length, output = i % bias.Length;
            y[i] = bias[output] + Dot(x.AsSpan(row * inputs, inputs), weight.AsSpan(output * inputs, inputs));
        }

        return y;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double[] Cosine(double[] a, double[] b, int width)
    {
        double Product(double[] x, double[] z, int row) => Dot(x.AsSpan(row * width, width), z.AsSpan(row * width, width));
        double Norm(double[] x, int row) => Math.Max(Math.Sqrt(Product(x, x, row)), 1e-12);
        return [.. Enumerable.Range(0, a.Length / width).Select(row => Product(a, b, row) / (Norm(a, row) * Norm(b, row)))];
    }

    private static double[] Mean(double[] x, double[]? mask, int batch, int width)
    {
        int steps = x.Length / batch / width;
        return [.. Enumerable.Range(0, batch).SelectMany(b =>
        {
            int[] real = [.. Enumerable.Range(b * steps, steps).Where(step => mask is null || mask[step] != 0)];
            return Enumerable.Range(0, width).Select(f => real.Sum(step => x[(step * width) + f]) / real.Length);
        })];
    }

    private double[] Attention(AttentionOp op, Node node, double[]?[] x)
    {
        HeadLayout layout = op.Layout(node.Input(0), node.Input(1));
        int batch = Count(node.Input(0).Type.Axes[0].Size), queries = Count(node.Input(0).Type.Axes[1].Size), keys = Count(node.Input(1).Type.Axes[1].Size);
        double[] output = new double[x[0]!.Length];
        for (int i = 0; i < batch * queries * layout.Count; i++)
        {
            int head = i % layout.Count, query = i / layout.Count % queries, b = i / layout.Count / queries;
            int Key(int key) => ((((b * keys) + key) * layout.KeyValue) + (head * layout.KeyValue / layout.Count)) * layout.Size;
            int[] seen = [.. Enumerable.Range(0, keys).Where(key => (x[3] is null || x[3]![(b * keys) + key] != 0) && (!op.Causal || key <= query))];
            double scale = op.Scale == 0 ? 1 / Math.Sqrt(layout.Size) : op.Scale;
            double[] weights = [.. seen.Select(key => Math.Exp((scale * Dot(x[0].AsSpan(i * layout.Size, layout.Size), x[1].AsSpan(Key(key), layout.Size))) + (x[4]?[(((b * queries) + query) * keys) + key] ?? 0)))];
            double sum = weights.Sum();
            for (int k = 0; k < seen.Length; k++)
            {
                for (int d = 0; d < layout.Size; d++)
                {
                    output[(i * layout.Size) + d] += weights[k] / sum * x[2]![Key(seen[k]) + d];
                }
            }
        }

        return output;
    }

    // All states of the topmost layer, or its last ones; then the last states and cells of all layers and directions.
    private double[][] Recurrent(RecurrentLayersOp op, Node node, double[]?[] x)
    {
        int batch = Count(node.Input(0).Type.Axes[0].Size), steps = Count(node.Input(0).Type.Axes[1].Size), hidden = (int)op.Hidden, directions = op.Bidirectional ? 2 : 1;
        int parts = op.Layers * directions, mask = 1 + (4 * parts);
        double[][] lasts = new double[parts][], cells = new double[parts][];
        double[] input = x[0]!;
        for (int layer = 0; layer < op.Layers; layer++)
        {
            double[][] sides = new double[directions][];
            for (int side = 0; side < directions; side++)
            {
                int part = (layer * directions) + side;
                double[][] weights = [.. x.Skip(1 + (4 * part)).Take(4).Select(weight => weight!)];
                (sides[side], lasts[part], cells[part]) = Direction(op.Kind, weights, input, x[mask], Start(1, part), Start(2, part), batch, steps, hidden, side == 1);
            }

            input = Joined(sides, batch * steps);
        }

        return [op.Sequences ? input : Joined(lasts[^directions..], batch), Joined(lasts, batch), Joined(cells, batch)];

        // Of [batch, parts * hidden] one part.
        double[] Start(int which, int part) => x.Length > mask + which && x[mask + which] is { } given
            ? [.. Enumerable.Range(0, batch).SelectMany(b => given[(((b * parts) + part) * hidden)..(((b * parts) + part + 1) * hidden)])] : new double[batch * hidden];

        double[] Joined(double[][] rows, int count) => [.. Enumerable.Range(0, count).SelectMany(row => rows.SelectMany(part => part[(row * hidden)..((row + 1) * hidden)]))];
    }

    // One layer in one direction: input and state weight, input and state bias; all states, the last one, and the last cell.
    private static (double[] States, double[] Last, double[] Cells) Direction(RecurrentKind kind, double[][] weights, double[] x, double[]? mask, double[] start, double[] startCell, int batch, int steps, int hidden, bool isReverse)
    {
        double[] states = new double[batch * steps * hidden], last = new double[batch * hidden], cells = new double[batch * hidden];
        double[] projected = Linear(x, weights[0], weights[2]);
        int width = weights[3].Length;
        for (int b = 0; b < batch; b++)
        {
            double[] h = start[(b * hidden)..((b + 1) * hidden)], c = startCell[(b * hidden)..((b + 1) * hidden)];
            for (int step = 0; step < steps; step++)
            {
                int at = (b * steps) + (isReverse ? steps - 1 - step : step);
                if (mask is null || mask[at] != 0)
                {
                    double[] p = projected[(at * width)..((at + 1) * width)], u = Linear(h, weights[1], weights[3]);
                    double Gate(int gate, int i) => 1 / (1 + Math.Exp(-p[(gate * hidden) + i] - u[(gate * hidden) + i]));
                    double Sum(int gate, int i) => p[(gate * hidden) + i] + u[(gate * hidden) + i];
                    c = kind == RecurrentKind.Lstm ? [.. c.Select((cell, i) => (Gate(1, i) * cell) + (Gate(0, i) * Math.Tanh(Sum(2, i))))] : c;
                    h = [.. h.Select((state, i) => kind switch
                    {
                        RecurrentKind.Lstm => Gate(3, i) * Math.Tanh(c[i]),
                        RecurrentKind.Gru => ((1 - Gate(1, i)) * Math.Tanh(p[(2 * hidden) + i] + (Gate(0, i) * u[(2 * hidden) + i]))) + (Gate(1, i) * state),
                        _ => Math.Tanh(Sum(0, i)),
                    })];
                }

                h.CopyTo(states, at * hidden);
            }

            h.CopyTo(last, b * hidden);
            c.CopyTo(cells, b * hidden);
        }

        return (states, last, cells);
    }

    private double[] Repeat(ChildGraph child, double[]?[] x, string prefix)
    {
        double[] state = x[0]!;
        for (int i = 0; i < child.Count; i++)
        {
            state = Run(child.Graph, [state, .. x.Skip(1).Select(shared => shared!)], $"{prefix}{child.File}{(child.IsArray ? $".{i}" : "")}.")[0];
        }

        return state;
    }
}
