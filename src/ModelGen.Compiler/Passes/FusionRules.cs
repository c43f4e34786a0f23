using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Conv1d;
using ModelGen.Compiler.Ops.Conv2d;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;
using ModelGen.Compiler.Ops.LayerNorm;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.Position;
using ModelGen.Compiler.Ops.RmsNorm;
using ModelGen.Compiler.Ops.WindowPool;

namespace ModelGen.Compiler.Passes;

/// <summary>The patterns. Each has the unfused form as its oracle in the tests.</summary>
internal static class FusionRules
{
    public static IReadOnlyList<FusionRule> All { get; } =
    [
        LinearThenActivation,
        ConvolutionThenActivation,
        ConvolutionThenPool,
        LinearThenAdd,
        EmbeddingThenPosition,
        InputGradientThenActivation,
        GradientSum,
        LossThenGradient,
        ElementwiseChain,
    ];

    // A mean loss that nothing has read yet, and that its gradient starts from: that has no producer and is 1.
    private static Fusion? LossThenGradient(Node node, List<Node> earlier, Dictionary<Value, int> uses) =>
        node.Op is LossGradientOp { Argument: 0, Loss.Reduction: Reduction.Mean } gradient && node.Input(0).Producer is null
        && earlier.LastOrDefault(other => other.Op == gradient.Loss && other.Inputs.SequenceEqual(node.Inputs.Skip(1))) is { } loss
        && !earlier.Any(other => other.Inputs.Contains(loss.Output))
            ? new(loss, new Node(new LossAndGradientOp(gradient.Loss), loss.Inputs, [loss.Output, node.Output]))
            : null;

    // act(x · W + b): the value before the activation stays available, backward may read it.
    private static Fusion? LinearThenActivation(Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        if (node.Op is not ElementwiseOp { Activation: not Activation.None } activation || Producer(node, 0, earlier) is not { Op: LinearOp { Activation: Activation.None } } linear || linear.Has(3))
        {
            return null;
        }

        // Later readers of the value before the activation are served by the second output.
        return new(linear, new Node(new LinearOp(activation.Activation), linear.Inputs, [node.Output, linear.Output]));
    }

    private static Fusion? ConvolutionThenActivation(Node node, List<Node> earlier, Dictionary<Value, int> uses) =>
        node.Op is ElementwiseOp { Activation: not Activation.None } activation && Producer(node, 0, earlier) is { Op: Conv2dOp { Activation: Activation.None, Pool: null } conv } product
            ? new(product, new Node(new Conv2dOp(conv.Sizes, activation.Activation), product.Inputs, [node.Output, product.Output]))
            : node.Op is ElementwiseOp { Activation: not Activation.None } over && Producer(node, 0, earlier) is { Op: Conv1dOp { Activation: Activation.None } time } sequence
            ? new(sequence, new Node(new Conv1dOp(time.Windows, time.Steps, over.Activation), sequence.Inputs, [node.Output, sequence.Output]))
            : null;

    // Where backward reads neither the convolution's result nor the value before the activation: in prediction.
    private static Fusion? ConvolutionThenPool(Node node, List<Node> earlier, Dictionary<Value, int> uses) =>
        node.Op is WindowPoolOp pool && Producer(node, 0, earlier) is { Op: Conv2dOp { Pool: null } conv } product && product.Outputs.All(output => uses[output] == 1)
            ? new(product, new Node(new Conv2dOp(conv.Sizes, conv.Activation, pool), product.Inputs, [node.Output]))
            : null;

    // act(x · W + b) + residual.
    private static Fusion? LinearThenAdd(Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        if (node.Op is not ElementwiseOp { IsSum: true } || !ElementwiseOp.IsUniform(node))
        {
            return null;
        }

        for (int i = 0; i < 2; i++)
        {
            if (Producer(node, i, earlier) is { Op: LinearOp } linear && linear.Output == node.Input(i) && !linear.Has(3) && uses[linear.Output] == 1)
            {
                Value[] outputs = [.. linear.Outputs];
                outputs[0] = node.Output;
                return new(linear, new Node(linear.Op, [linear.Inputs[0], linear.Inputs[1], linear.Inputs[2], node.Inputs[1 - i]], outputs));
            }
        }

        return null;
    }

    private static Fusion? EmbeddingThenPosition(Node node, List<Node> earlier, Dictionary<Value, int> uses) =>
        node.Op is PositionOp { Offset: 0 } && Producer(node, 0, earlier) is { Op: EmbeddingOp } embedding && !embedding.Has(2) && uses[embedding.Output] == 1
            ? new(embedding, new Node(embedding.Op, [embedding.Inputs[0], embedding.Inputs[1], node.Inputs[1], embedding.Inputs[3]], node.Outputs))
            : null;

    // (dy · W) ⊙ act'(pre).
    private static Fusion? InputGradientThenActivation(Node node, List<Node> earlier, Dictionary<Value, int> uses) =>
        node.Op is ElementwiseOp { Slope: not Activation.None } activation
        && Producer(node, 0, earlier) is { Op: LinearInputGradientOp { Activation: Activation.None } } product
        && !product.Has(3)
        && uses[product.Output] == 1
            ? new(product, new Node(new LinearInputGradientOp(activation.Slope), [product.Inputs[0], product.Inputs[1], node.Inputs[1], null], node.Outputs))
            : null;

    // The gradient that flows around a residual branch joins the branch's own in the branch's last kernel.
    private static Fusion? GradientSum(Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        if (node.Op is not ElementwiseOp { IsSum: true } || !ElementwiseOp.IsUniform(node))
        {
            return null;
        }

        for (int i = 0; i < 2; i++)
        {
            if (Producer(node, i, earlier) is not { } branch || branch.Output != node.Input(i) || uses[branch.Output] != 1)
            {
                continue;
            }

            int residual = branch.Op switch
            {
                LinearInputGradientOp => 3,
                LayerNormGradientOp => 6,
                RmsNormGradientOp => 4,
                _ => -1,
            };
            if (residual < 0 || branch.Has(residual))
            {
                continue;
            }

            var inputs = new Value?[residual + 1];
            for (int j = 0; j < residual; j++)
            {
                inputs[j] = j < branch.Inputs.Count ? branch.Inputs[j] : null;
            }

            inputs[residual] = node.Inputs[1 - i];
            return new(branch, new Node(branch.Op, inputs, node.Outputs));
        }

        return null;
    }

    // f(g(x)): what lies between is nobody else's, and stays in registers.
    private static Fusion? ElementwiseChain(Node node, List<Node> earlier, Dictionary<Value, int> uses)
    {
        if (node.Op is not ElementwiseOp chain)
        {
            return null;
        }

        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Value input = node.Input(i);
            if (Producer(node, i, earlier) is { Op: ElementwiseOp before } producer
                && uses[input] == 1
                && before.Into(chain, node, i, producer) is { } merged)
            {
                foreach (Value shared in producer.Inputs.Where(node.Inputs.Contains).OfType<Value>())
                {
                    uses[shared]--; // two reads have become one
                }

                return new(producer, merged);
            }
        }

        return null;
    }

    // The node that defines an input, if its work can be done where the reader stands: nothing in between, nor another input, may read its outputs.
    private static Node? Producer(Node reader, int input, List<Node> earlier)
    {
        Node? producer = reader.Input(input).Producer;
        if (producer is null || reader.Inputs.Where((_, i) => i != input).Any(IsOutput))
        {
            return null;
        }

        for (int i = earlier.Count - 1; i >= 0; i--)
        {
            if (earlier[i] == producer)
            {
                return producer;
            }

            if (earlier[i].Inputs.Any(IsOutput))
            {
                return null;
            }
        }

        return null;

        bool IsOutput(Value? value) => value is not null && producer.Outputs.Contains(value);
    }
}
