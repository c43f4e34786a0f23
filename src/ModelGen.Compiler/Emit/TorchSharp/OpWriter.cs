using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Each op of the forward pass as a statement or a few; libtorch differentiates them.</summary>
internal sealed partial class OpWriter(ForwardWriter forward, TorchModel model, TorchFeatures features, HashSet<string> helpers) : Emitter
{
    private const string Functional = "Sharp::torch.nn.functional.";

    public override void Linear(LinearOp op, Node node)
    {
        string x = X(node);
        (IReadOnlyList<string> stems, bool isOwn) = model.Owner(node, 1);
        if (!isOwn)
        {
            // A tied head: the matrix belongs to another module.
            string bias = node.Has(2) ? $", {forward.Member(model.Owner(node, 2).Stems[0])}.bias!" : "";
            forward.Assign(node.Output, $"{Functional}linear({x}, {forward.Member(stems[0])}.weight!{bias})");
            return;
        }

        if (stems.Count == 1)
        {
            forward.Assign(node.Output, $"{forward.Member(stems[0])}.call({x})");
            return;
        }

        ParameterDecl packed = node.Input(1).Parameter!;
        string[] names = [.. PieceNames(stems.Count).Select(forward.Local)];
        for (int i = 0; i < stems.Count; i++)
        {
            string shape = node.Output.Type.WithLast(Axis.Feature(packed.Parts[i].Rows)).SizesText;
            forward.Line($"var {names[i]} = {forward.Member(stems[i])}.call({x});", shape);
        }

        forward.Pack(node.Output, names, areHeads: false);
    }

    public override void Activation(ActivationOp op, Node node)
    {
        string x = X(node);
        forward.Assign(node.Output, op.Activation switch
        {
            Ops.Activation.Relu => $"{x}.relu()",
            Ops.Activation.Gelu => $"{Functional}gelu({x})",
            Ops.Activation.GeluTanh when features.HasTanhGelu => $"{Functional}gelu({x}, Sharp::Modules.GELU.Approximate.tanh)",
            Ops.Activation.GeluTanh => $"{Helper("GeluTanh")}({x})",
            Ops.Activation.Silu => $"{x}.silu()",
            Ops.Activation.Tanh => $"{x}.tanh()",
            Ops.Activation.Sigmoid => $"{x}.sigmoid()",
            Ops.Activation.Softplus => $"{Functional}softplus({x})",
            _ => throw new InvalidOperationException($"The TorchSharp target does not know {op.Activation}"),
        });
    }

    public override void SlopedActivation(SlopedActivationOp op, Node node)
    {
        string function = op.Kind == Ops.SlopedActivation.Elu ? "elu" : "leaky_relu";
        forward.Assign(node.Output, $"{Functional}{function}({X(node)}, {TorchLeaves.Double(op.Argument)})");
    }

    public override void Add(AddOp op, Node node) => forward.Assign(node.Output, $"{X(node)} + {forward.Use(node.Input(1))}");

    public override void Copy(CopyOp op, Node node) => forward.Assign(node.Output, $"{X(node)}.clone()");

    public override void GatedSilu(GatedSiluOp op, Node node)
    {
        IReadOnlyList<string> pieces = forward.Pieces(node.Input(0)).Names;
        if (pieces.Count == 1)
        {
            string halves = forward.Local("halves");
            forward.Line($"var {halves} = {pieces[0]}.chunk(2, -1);");
            pieces = [halves + "[0]", halves + "[1]"];
        }

        forward.Assign(node.Output, $"{pieces[0]}.silu() * {pieces[1]}");
    }

    public override void Softmax(SoftmaxOp op, Node node) => forward.Assign(node.Output, $"{X(node)}.softmax(-1)");

    public override void LogSoftmax(LogSoftmaxOp op, Node node) => forward.Assign(node.Output, $"{X(node)}.log_softmax(-1)");

    public override void LayerNorm(LayerNormOp op, Node node) => Call(node);

    public override void RmsNorm(RmsNormOp op, Node node)
    {
        Helper("RmsNorm");
        Call(node);
    }

    public override void Embedding(EmbeddingOp op, Node node)
    {
        // The table's row of padding may hold anything: a weight file's.
        string padding = op.Padding < 0 ? "" : $".masked_fill({X(node)}.eq({Literals.Int(op.Padding)}).unsqueeze(-1), 0.0)";
        if (!node.Has(3))
        {
            forward.Assign(node.Output, $"{Module(node)}.call({X(node)}){padding}");
            return;
        }

        // Ids from the vocabulary's size on are those of the second segment.
        string ids = X(node);
        string segments = forward.Local("segments");
        string vocabulary = node.Input(1).Type.Axes[0].Size.ToString();
        string words = Module(node);
        forward.Line($"var {segments} = {ids}.ge({vocabulary}).to(Sharp::torch.ScalarType.Int64);", node.Input(0).Type.SizesText);
        forward.Assign(node.Output, $"{(padding.Length > 0 ? "(" : "")}{words}.call({ids} - {segments} * {vocabulary}) + {forward.Member(model.Owner(node, 3).Stems[0])}.call({segments}){(padding.Length > 0 ? ")" + padding : "")}");
    }

    public override void Position(PositionOp op, Node node)
    {
        string x = X(node);
        string positions = $"Sharp::torch.arange({forward.Time(node.Input(0))}, dtype: Sharp::torch.ScalarType.Int64, device: {x}.device)";
        forward.Assign(node.Output, $"{x} + {Module(node)}.call({positions})");
    }

    public override void Sinusoidal(SinusoidalOp op, Node node)
    {
        string x = X(node);
        forward.Assign(node.Output, $"{x} + {Helper("SinusoidalTable")}({forward.Time(node.Input(0))}, {node.Output.Type.Last.Size}, {x})");
    }

    public override void PaddingMask(PaddingMaskOp op, Node node) =>
        forward.Assign(node.Output, $"{X(node)}.ne({Literals.Int(op.Padding)})", node.Output.Type.SizesText + ", true where a token is real");

    public override void TakeFirst(TakeFirstOp op, Node node) => 
        forward.Assign(node.Output, node.Has(1) ? $"{Helper("TakeFirst")}({X(node)}, {forward.Use(node.Input(1))})" : $"{X(node)}.select(1, 0)");

    public override void TakeLast(TakeLastOp op, Node node) =>
        forward.Assign(node.Output, node.Has(1) ? $"{Helper("TakeLast")}({X(node)}, {forward.Use(node.Input(1))})" : $"{X(node)}.select(1, -1)");

    public override void GlobalPool(GlobalPoolOp op, Node node)
    {
        string x = X(node);
        string kind = op.IsMax ? "Max" : "Mean";
        forward.Assign(node.Output, (node.Input(0).Type.IsImage, node.Has(1)) switch
        {
            (true, _) => op.IsMax ? $"{x}.flatten(2).max(-1).values" : $"{x}.mean(new long[] {{ 2, 3 }})",
            (_, true) => $"{Helper(kind + "OverTime")}({x}, {forward.Use(node.Input(1))})",
            _ => op.IsMax ? $"{x}.max(1).values" : $"{x}.mean(new long[] {{ 1 }})",
        });
    }

    public override void Dropout(DropoutOp op, Node node) =>
        forward.Assign(node.Output, $"{Functional}dropout({X(node)}, {TorchLeaves.Double(op.Rate)}, training)");

    public override void Reshape(ReshapeOp op, Node node)
    {
        string x = X(node);
        IEnumerable<string> sizes = op.Type.Axes.Select(axis => axis.Role switch
        {
            AxisRole.Batch => "-1",
            AxisRole.Time => forward.Time(node.Input(0)),
            _ => axis.Size.ToString(),
        });
        forward.Assign(node.Output, $"{x}.reshape({string.Join(", ", sizes)})");
    }

    public override void Repeat(RepeatOp op, Node node)
    {
        string x = X(node);
        string mask = node.Has(1) ? ", " + forward.Use(node.Input(1)) : "";
        string member = forward.Member(op.Child.File);
        if (op.Child.IsArray)
        {
            forward.Loop(node.Output, member, x, mask);
        }
        else
        {
            forward.Assign(node.Output, $"{member}.call({x}{mask})");
        }
    }

    private string X(Node node) => forward.Use(node.Input(0));

    private string Module(Node node) => forward.Member(model.Owner(node, 1).Stems[0]);

    private void Call(Node node) => forward.Assign(node.Output, $"{Module(node)}.call({X(node)})");

    private static string Longs(params long[] values) => $"new long[] {{ {Arguments(values)} }}";

    private static string Arguments(params long[] values) => string.Join(", ", values.Select(Literals.Int));

    /// <summary>Notes that a helper method or class is needed.</summary>
    private string Helper(string name)
    {
        helpers.Add(name);
        return name;
    }

    private static string[] PieceNames(int count) => count == 3 ? ["q", "k", "v"] : ["gate", "up"];
}
