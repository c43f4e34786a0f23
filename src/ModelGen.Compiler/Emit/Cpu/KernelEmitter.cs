using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Each op as one call of a kernel of the runtime library, with its shapes in a comment.</summary>
internal sealed partial class KernelEmitter(MethodWriter method) : Emitter
{
    public override void Linear(LinearOp op, Node node)
    {
        var arguments = new List<string>
        {
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node, 2, "bias"), method.Use(node.Output),
            Rows(node.Input(0)), Size(node.Input(1), 1), Size(node.Input(1), 0),
        };
        if (op.Activation != Ops.Activation.None)
        {
            arguments.Add("activation: " + Name(op.Activation));
        }

        if (node.Outputs.Count > 1 && method.IsPlaced(node.Outputs[1]))
        {
            arguments.Add("preActivation: " + method.Use(node.Outputs[1]));
        }

        if (node.Has(3))
        {
            arguments.Add("residual: " + method.Use(node.Input(3)));
        }

        Call(node, "LinearKernels.Forward", [.. arguments]);
    }

    public override void LinearBackwardInput(LinearBackwardInputOp op, Node node)
    {
        var arguments = new List<string>
        {
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output),
            Rows(node.Input(0)), Size(node.Input(1), 1), Size(node.Input(1), 0),
        };
        if (node.Has(3))
        {
            arguments.Add("residualGradient: " + method.Use(node.Input(3)));
        }

        if (node.Has(2))
        {
            arguments.Add("activation: " + Name(op.Activation));
            arguments.Add("preActivation: " + method.Use(node.Input(2)));
        }

        Call(node, "LinearKernels.BackwardInput", [.. arguments]);
    }

    public override void LinearBackwardWeight(LinearBackwardWeightOp op, Node node) => Call(
        node,
        "LinearKernels.BackwardWeight",
        method.Use(node.Input(0)),
        method.Use(node.Input(1)),
        Gradient(node.Input(2)),
        node.Has(3) ? Gradient(node.Input(3)) : "dBias: default",
        Rows(node.Input(0)),
        Size(node.Input(2), 1),
        Size(node.Input(2), 0));

    public override void Activation(ActivationOp op, Node node) =>
        Call(node, "ActivationKernels.Forward", Name(op.Activation), method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output));

    public override void ActivationBackward(ActivationBackwardOp op, Node node) =>
        Call(node, "ActivationKernels.Backward", Name(op.Activation), method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Count(node.Output));

    public override void SlopedActivation(SlopedActivationOp op, Node node) =>
        Call(node, $"SlopedActivationKernels.{op.Kind}", method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output), Literals.Float(op.Argument));

    public override void SlopedActivationBackward(SlopedActivationBackwardOp op, Node node) =>
        Call(node, $"SlopedActivationKernels.{op.Kind}Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Count(node.Output), Literals.Float(op.Argument));

    public override void Add(AddOp op, Node node) =>
        Call(node, "ElementwiseKernels.Add", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Count(node.Output));

    public override void GatedSilu(GatedSiluOp op, Node node) =>
        Call(node, "GatedSiluKernels.Forward", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void GatedSiluBackward(GatedSiluBackwardOp op, Node node) =>
        Call(node, "GatedSiluKernels.Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Input(0)), Last(node.Input(0)));

    public override void Softmax(SoftmaxOp op, Node node) =>
        Call(node, "SoftmaxKernels.Forward", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void SoftmaxBackward(SoftmaxBackwardOp op, Node node) =>
        Call(node, "SoftmaxKernels.Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void LogSoftmax(LogSoftmaxOp op, Node node) =>
        Call(node, "LogSoftmaxKernels.Forward", method.Use(node.Input(0)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void LogSoftmaxBackward(LogSoftmaxBackwardOp op, Node node) =>
        Call(node, "LogSoftmaxKernels.Backward", method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), Rows(node.Output), Last(node.Output));

    public override void Rotary(RotaryOp op, Node node) => Call(
        node,
        "RotaryKernels.Forward",
        [method.Use(node.Input(0)), method.Use(node.Output), "B", Time(node), .. Heads(op.Heads), "rotaryBase: " + Literals.Float(op.Base), .. Start(op.AtPosition)]);

    public override void RotaryBackward(RotaryBackwardOp op, Node node) => Call(
        node,
        "RotaryKernels.Backward",
        [method.Use(node.Input(0)), method.Use(node.Output), "B", Time(node), .. Heads(op.Heads), "rotaryBase: " + Literals.Float(op.Base)]);

    public override void Attention(AttentionOp op, Node node) => Call(
        node,
        "AttentionKernels.Forward",
        [
            method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), method.Use(node.Outputs[1], "logSumExp"),
            "B", Time(node), .. Heads(op.Heads), Causal(op), .. Random(op),
        ]);

    public override void AttentionBackward(AttentionBackwardOp op, Node node) => Call(
        node,
        "AttentionKernels.Backward",
        [
            method.Use(node.Input(1)), method.Use(node, 2, "mask"), method.Use(node.Input(3)), method.Use(node.Input(4)), method.Use(node.Input(0)),
            method.Use(node.Output), "B", Time(node), .. Heads(op.Forward.Heads), Causal(op.Forward), .. Random(op.Forward),
        ]);

    public override void CachedAttention(CachedAttentionOp op, Node node)
    {
        (string keys, string values) = method.Cache(op);
        Call(
            node,
            "AttentionKernels.Decode",
            [method.Use(node.Input(0)), keys, values, method.Use(node.Output), "position", "T", .. Heads(op.Heads), "context: " + Literals.Int(method.Context)]);
    }

    public override void Embedding(EmbeddingOp op, Node node) => Call(
        node,
        "EmbeddingKernels.Forward",
        [
            method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node, 2, "positions"), method.Use(node.Output), "B", Time(node), Last(node.Output),
            .. Start(op.AtPosition), .. node.Has(3) ? ["segments: " + method.Use(node.Input(3))] : System.Array.Empty<string>(), .. Padding(op.Padding),
        ]);

    public override void EmbeddingBackward(EmbeddingBackwardOp op, Node node) => Call(
        node,
        "EmbeddingKernels.Backward",
        [
            method.Use(node.Input(1)), method.Use(node.Input(0)), Gradient(node.Input(2)), Size(node.Input(2), 0), "B", Time(node), Size(node.Input(2), 1),
            .. node.Has(3) ? ["dSegments: " + Gradient(node.Input(3))] : System.Array.Empty<string>(), .. Padding(op.Padding),
        ]);

    private static string[] Padding(long id) => id >= 0 ? ["padding: " + Literals.Int(id)] : [];

    public override void Position(PositionOp op, Node node) => Call(
        node,
        "PositionKernels.Forward",
        [method.Use(node.Input(0)), method.Use(node.Input(1)), method.Use(node.Output), "B", Time(node), Last(node.Output), .. Start(op.AtPosition)]);

    public override void PositionBackward(PositionBackwardOp op, Node node) =>
        Call(node, "PositionKernels.Backward", method.Use(node.Input(0)), Gradient(node.Input(1)), "B", Time(node), Last(node.Input(0)));

    public override void Sinusoidal(SinusoidalOp op, Node node) => Call(
        node,
        "PositionKernels.Sinusoidal",
        [method.Use(node.Input(0)), method.Use(node.Output), "B", Time(node), Last(node.Output), .. Start(op.AtPosition)]);

    public override void PaddingMask(PaddingMaskOp op, Node node) =>
        method.Call(NodeText.Comment(node), "Cpu::SequenceKernels.PaddingMask", method.Use(node.Input(0)), Literals.Int(op.Padding), method.Use(node.Output));

    public override void TakeFirst(TakeFirstOp op, Node node) =>
        Call(node, "SequenceKernels.TakeFirst", method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output));

    public override void TakeFirstBackward(TakeFirstBackwardOp op, Node node) =>
        Call(node, "SequenceKernels.TakeFirstBackward", method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output));

    public override void TakeLast(TakeLastOp op, Node node) =>
        Call(node, "SequenceKernels.TakeLast", method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output));

    public override void TakeLastBackward(TakeLastBackwardOp op, Node node) =>
        Call(node, "SequenceKernels.TakeLastBackward", method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output));

    public override void GlobalPool(GlobalPoolOp op, Node node)
    {
        TensorType x = node.Input(0).Type;
        string kind = op.IsMax ? "Max" : "Mean";
        if (x.IsImage)
        {
            Call(node, $"PoolKernels.{kind}OverSpace", method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output), Area(x));
        }
        else
        {
            Call(node, $"PoolKernels.{kind}OverTime", method.Use(node.Input(0)), method.Use(node, 1, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output));
        }
    }

    public override void GlobalPoolBackward(GlobalPoolBackwardOp op, Node node)
    {
        string kind = op.IsMax ? "Max" : "Mean";
        string[] x = op.IsMax ? [method.Use(node.Input(1))] : [];
        if (op.Type.IsImage)
        {
            Call(node, $"PoolKernels.{kind}OverSpaceBackward", [method.Use(node.Input(0)), .. x, method.Use(node.Output), Count(node.Input(0)), Area(op.Type)]);
        }
        else
        {
            Call(node, $"PoolKernels.{kind}OverTimeBackward", [method.Use(node.Input(0)), .. x, method.Use(node, 2, "mask"), method.Use(node.Output), "B", Time(node), Last(node.Output)]);
        }
    }

    public override void Dropout(DropoutOp op, Node node) => Call(
        node,
        "DropoutKernels.Apply",
        method.Use(node.Input(0)),
        method.Use(node.Output),
        Count(node.Output),
        "rate: " + Literals.Float(op.Rate),
        "key: " + Key(op.Site));

    public override void Copy(CopyOp op, Node node) =>
        Call(node, "ElementwiseKernels.Copy", method.Use(node.Input(0)), method.Use(node.Output), Count(node.Output));

    // The same memory under another shape: only the comment says so.
    public override void Reshape(ReshapeOp op, Node node) =>
        method.Begin($"{node.Input(0).Name} {node.Input(0).Type.SizesText} is {node.Output.Name} {node.Output.Type.SizesText}");

    public override void Repeat(RepeatOp op, Node node) => method.Calls.Forward(op.Child, node);

    public override void RepeatBackward(RepeatBackwardOp op, Node node) => method.Calls.Backward(op, node);

    private void Call(Node node, string kernel, params string[] arguments) =>
        method.Call(NodeText.Comment(node), "Cpu::" + kernel, ["team", .. arguments]);

    private static string Name(Ops.Activation activation) => "Cpu::Activation." + activation;

    private static string Gradient(Value parameter) => $"p.{parameter.Parameter!.Member}.Gradient";

    private static string[] Heads(HeadLayout heads) => ["heads: " + Literals.Int(heads.Count), "kvHeads: " + Literals.Int(heads.KeyValue), "size: " + Literals.Int(heads.Size)];

    private static string Causal(AttentionOp op) => "causal: " + Literals.Bool(op.Causal);

    private static string[] Start(bool atPosition) => atPosition ? ["startPosition: position"] : [];

    private static string[] Random(AttentionOp op) => op.Dropout > 0 ? ["dropout: " + Literals.Float(op.Dropout), "key: " + Key(op.Site)] : [];

    private static string Key(int site) => $"Cpu::CounterRandom.Derive(key, {Literals.Int(site)})";

    private static string Time(Node node) =>
        node.Inputs.Concat(node.Outputs).First(value => value is { Parameter: null, Type.HasTime: true })!.Type.Axes[1].Size.ToString();

    private static string Rows(Value value) => value.Type.Rows.ToString();

    private static string Last(Value value) => value.Type.Last.Size.ToString();

    private static string Count(Value value) => value.Type.Count.ToString();

    private static string Size(Value value, int axis) => value.Type.Axes[axis].Size.ToString();

    private static string Area(TensorType image) => (image.Axes[2].Size * image.Axes[3].Size).ToString();
}
