using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Oracle;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>Runs the layers of a declaration on the tape: what the model is by its definition.</summary>
/// <param name="tape">Records.</param>
/// <param name="tensors">Parameters by their names in weight files.</param>
/// <param name="buffers">Running statistics by their names; they move in training.</param>
/// <param name="training">BatchNorm takes the batch's statistics.</param>
internal sealed class Interpreter(Tape tape, IReadOnlyDictionary<string, Node> tensors, IReadOnlyDictionary<string, double[]> buffers, bool training)
{
    private int[] _ids = [];
    private int _batch;

    /// <summary>Which steps are real at the place that was reached.</summary>
    public Steps? Steps { get; private set; }

    /// <summary>Which tokens are real: a target beside padding counts in no loss, whatever windows make of that step.</summary>
    public Steps? Tokens { get; private set; }

    public Node Run(Declaration model, Node? input, int[] ids)
    {
        (_ids, _batch) = (ids, model.Batch);
        int padding = model.Input.Int("Padding", -1);
        Steps = Tokens = model.IsTokens && padding >= 0 ? new([.. ids.Select(id => id != padding)], model.Batch, model.Length) : null;
        return Sequence(model.Layers, input ?? new(model.Batch, model.Length, 1), "");
    }

    private Node Sequence(IReadOnlyList<Layer> layers, Node x, string prefix)
    {
        foreach (Layer layer in layers)
        {
            x = Apply(layer, x, prefix);
        }

        return x;
    }

    private Node Apply(Layer layer, Node x, string prefix) =>
        tape.Activation(layer, x) ?? layer.Kind switch
        {
            "Linear" => tape.Linear(x, Of(layer, prefix, "weight"), Bias(layer, prefix)),
            "Embedding" => tape.Embedding(_ids, Of(layer, prefix, "weight"), Steps, _batch, x.Shape[1]),
            "PositionEmbedding" => tape.Positions(x, Of(layer, prefix, "weight")),
            "SinusoidalPosition" => tape.Sinusoidal(x),
            "Conv1d" => Conv1d(layer, x, prefix),
            "Conv2d" => tape.Conv2d(x, Of(layer, prefix, "weight"), Bias(layer, prefix), Window.Convolution(layer), Window.Across(layer), layer.Int("Groups", 1)),
            "DepthwiseConv2d" => tape.Conv2d(x, Of(layer, prefix, "weight"), Bias(layer, prefix), Window.Convolution(layer), Window.Across(layer), x.Shape[1]),
            "ConvTranspose1d" => tape.ConvTranspose1d(x, Of(layer, prefix, "weight"), Bias(layer, prefix), layer.Int("Stride", 1), layer.Int("Padding"), layer.Int("OutputPadding")),
            "Pad2d" => tape.Pad(x, layer),
            "AdaptiveAvgPool2d" => tape.AdaptivePool(x, layer.Sizes[0], layer.Int("Width", layer.Sizes[0])),
            "InstanceNorm" => layer.Flag("Affine")
                ? tape.GroupNorm(x, Of(layer, prefix, "weight"), Of(layer, prefix, "bias"), x.Shape[1])
                : tape.GroupNorm(x, new Node(x.Shape[1]).Filled(1), new Node(x.Shape[1]), x.Shape[1]),
            "Identity" => x,
            "RepeatVector" => RepeatVector(x, layer.Sizes[0]),
            "ConvTranspose2d" => tape.ConvTranspose2d(x, Of(layer, prefix, "weight"), Bias(layer, prefix), layer.Int("Stride", 1), layer.Int("Padding"), layer.Int("OutputPadding")),
            "MaxPool1d" or "AvgPool1d" => Pool1d(layer, x),
            "MaxPool2d" => tape.Pool2d(x, Window.Pool(layer), isMax: true),
            "AvgPool2d" => tape.Pool2d(x, Window.Pool(layer), isMax: false),
            "GlobalMaxPool" or "GlobalAveragePool" => x.IsImage
                ? tape.GlobalPoolOfImage(x, layer.Kind == "GlobalMaxPool")
                : tape.GlobalPoolOverTime(x, Steps, layer.Kind == "GlobalMaxPool"),
            "Upsample2d" => Upsample(x, layer.Sizes[0]),
            "TakeFirst" => tape.Take(x, b => Steps is null ? 0 : Steps.Of(b).First),
            "TakeLast" => tape.Take(x, b => Steps is null ? x.Shape[1] - 1 : Math.Max(0, Steps.Of(b).Last)),
            "Flatten" => tape.Reshape(x, x.Batch, x.Count / x.Batch),
            "Reshape" => tape.Reshape(x, [x.Batch, .. layer.Sizes]),
            "Rnn" or "Lstm" or "Gru" => Recurrent(layer, x, prefix),
            "LayerNorm" => tape.LayerNorm(x, Of(layer, prefix, "weight"), Of(layer, prefix, "bias"), (float)layer.Real("Epsilon", 1e-5)),
            "RmsNorm" => tape.RmsNorm(x, Of(layer, prefix, "weight"), (float)layer.Real("Epsilon", 1e-5)),
            "BatchNorm" => BatchNorm(layer, x, prefix),
            "GroupNorm" => tape.GroupNorm(x, Of(layer, prefix, "weight"), Of(layer, prefix, "bias"), layer.Sizes[0]),
            "Dropout" => x,
            "Softmax" => tape.Softmax(x),
            "LogSoftmax" => tape.LogSoftmax(x),
            "SwiGlu" => SwiGlu(layer, x, prefix),
            "SelfAttention" => SelfAttention(layer, x, prefix),
            "Use" => Sequence(layer.Block!.Layers, x, prefix + layer.Name + "."),
            "Repeat" => Repeat(layer, x, prefix),
            "Residual" => Residual(layer, x, prefix),
            _ => throw new NotSupportedException(layer.Kind),
        };

    private Node Of(Layer layer, string prefix, string leaf) => tensors[prefix + layer.Name + "." + leaf];

    private Node? Bias(Layer layer, string prefix, string leaf = "bias", bool otherwise = true) => layer.Flag("Bias", otherwise) ? Of(layer, prefix, leaf) : null;

    private Node Conv1d(Layer layer, Node x, string prefix)
    {
        Window window = Window.Convolution(layer);
        Node y = tape.Conv1d(tape.OnlyReal(x, Steps, window), Of(layer, prefix, "weight"), Bias(layer, prefix), window, layer.Int("Groups", 1));
        Steps = Steps?.Through(window);
        return y;
    }

    private Node Pool1d(Layer layer, Node x)
    {
        Window window = Window.Pool(layer);
        Node y = tape.Pool1d(x, window, Steps, layer.Kind == "MaxPool1d");
        Steps = Steps?.Through(window);
        return y;
    }

    private Node Upsample(Node x, int factor)
    {
        int height = x.Shape[2], width = x.Shape[3];
        int[] shape = [x.Shape[0], x.Shape[1], height * factor, width * factor];
        int[] from = new int[x.Count * factor * factor];
        for (int i = 0; i < from.Length; i++)
        {
            int column = i % shape[3], row = i / shape[3] % shape[2], plane = i / (shape[2] * shape[3]);
            from[i] = (((plane * height) + (row / factor)) * width) + (column / factor);
        }

        return tape.Gather(x, from, shape);
    }

    private Node BatchNorm(Layer layer, Node x, string prefix)
    {
        string name = prefix + layer.Name;
        BatchNormTensors norm = new(Of(layer, prefix, "weight"), Of(layer, prefix, "bias"), buffers[name + ".running_mean"], buffers[name + ".running_var"]);
        double epsilon = (float)layer.Real("Epsilon", 1e-5);
        return training ? tape.BatchNorm(x, norm, epsilon, (float)layer.Real("Momentum", 0.1), x.IsSequence ? Steps?.IsReal : null) : tape.BatchNormPrediction(x, norm, epsilon);
    }

    private Node SwiGlu(Layer layer, Node x, string prefix)
    {
        Node gate = tape.Linear(x, Of(layer, prefix, "gate.weight"), Bias(layer, prefix, "gate.bias", otherwise: false));
        Node up = tape.Linear(x, Of(layer, prefix, "up.weight"), Bias(layer, prefix, "up.bias", otherwise: false));
        Node product = tape.Multiply(tape.Map(gate, Activations.Silu), up);
        return tape.Linear(product, Of(layer, prefix, "down.weight"), Bias(layer, prefix, "down.bias", otherwise: false));
    }

    private Node SelfAttention(Layer layer, Node x, string prefix)
    {
        int heads = layer.Int("Heads"), keyValueHeads = layer.Int("KvHeads") is > 0 and int count ? count : heads;
        Node Map(string map, Node from) => tape.Linear(from, Of(layer, prefix, map + ".weight"), Bias(layer, prefix, map + ".bias"));
        (Node q, Node k, Node v) = (Map("query", x), Map("key", x), Map("value", x));
        if (layer.Flag("Rotary"))
        {
            double rotaryBase = layer.Real("RotaryBase", 10000);
            (q, k) = (tape.Rotate(q, heads, rotaryBase), tape.Rotate(k, keyValueHeads, rotaryBase));
        }

        return Map("output", tape.Attend(q, k, v, heads, keyValueHeads, layer.Flag("Causal"), Steps));
    }

    private Node Recurrent(Layer layer, Node x, string prefix)
    {
        int layers = layer.Int("Layers", 1);
        bool both = layer.Flag("Bidirectional"), sequences = layer.Flag("ReturnSequences");
        for (int i = 0; i < layers; i++)
        {
            bool last = i == layers - 1 && !sequences;
            Node y = Direction(x, i, reverse: false, last);
            x = both ? tape.Beside(y, Direction(x, i, reverse: true, last)) : y;
        }

        return x;

        Node Direction(Node from, int index, bool reverse, bool last)
        {
            string suffix = $"_l{index}{(reverse ? "_reverse" : "")}";
            Node projected = tape.Linear(from, Of(layer, prefix, "weight_ih" + suffix), Of(layer, prefix, "bias_ih" + suffix));
            Node states = tape.States(layer.Kind, projected, Of(layer, prefix, "weight_hh" + suffix), Of(layer, prefix, "bias_hh" + suffix), layer.Sizes[0], reverse, Steps);
            return last ? tape.Take(states, _ => reverse ? 0 : states.Shape[1] - 1) : states;
        }
    }

    private Node Repeat(Layer layer, Node x, string prefix)
    {
        for (int i = 0; i < layer.Sizes[0]; i++)
        {
            x = Sequence(layer.Block!.Layers, x, $"{prefix}{layer.Name}.{i}.");
        }

        return x;
    }

    private Node RepeatVector(Node x, int count)
    {
        Steps = null;
        int width = x.Width;
        int[] from = new int[x.Count * count];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = (i / width / count * width) + (i % width);
        }

        return tape.Gather(x, from, [x.Batch, count, width]);
    }

    private Node Residual(Layer layer, Node x, string prefix)
    {
        Steps? before = Steps;
        Node y = Sequence(layer.Block!.Layers, x, prefix + layer.Name + ".");
        Steps = before;
        return tape.Add(layer.Flag("Projection") ? Project(layer, x, y, prefix + layer.Name + ".") : x, y);
    }

    // A map of one pixel, in the block's strides, and the norm that the block ends in.
    private Node Project(Layer layer, Node x, Node y, string prefix)
    {
        List<Layer> inside = [.. Projections.Flat(layer.Block!)];
        Layer? norm = Projections.Norm(inside);
        Node? bias = norm is null ? tensors[prefix + "downsample.0.bias"] : null;
        Node weight = tensors[prefix + "downsample.0.weight"];
        Node mapped = x.IsImage
            ? tape.Conv2d(x, weight, bias, Projections.Point(x.Shape[2], y.Shape[2], inside, "Stride"), Projections.Point(x.Shape[3], y.Shape[3], inside, "StrideWidth"), 1)
            : tape.Linear(x, weight, bias);
        return norm is null ? mapped : Apply(norm.Called("downsample.1"), mapped, prefix);
    }
}
