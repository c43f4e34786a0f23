using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Heads, rotary positions, attention.</summary>
internal sealed partial class OpWriter
{
    public override void Rotary(RotaryOp op, Node node)
    {
        Helper("RotaryTable");
        string[] heads = Heads(node.Input(0), op.Heads);
        string cos = forward.Local("cos");
        string sin = forward.Local("sin");
        forward.Line($"var ({cos}, {sin}) = {RootWriter.TableName(model.TableOf(op, node.Input(0).Type))}.For({heads[0]});", $"[T, {Literals.Int(op.Heads.Size / 2)}]");
        foreach (string rotated in heads.Take(2))
        {
            forward.Line($"{rotated} = Rotate({rotated}, {cos}, {sin});");
        }

        forward.Pack(node.Output, heads, areHeads: true);
    }

    public override void Attention(AttentionOp op, Node node)
    {
        HeadLayout layout = op.Heads;
        string[] heads = Heads(node.Input(0), layout);
        if (layout.KeyValue != layout.Count)
        {
            // Query head h reads key-value head h / (heads / kvHeads).
            foreach (string shared in heads.Skip(1))
            {
                forward.Line($"{shared} = {shared}.repeat_interleave({Literals.Int(layout.Count / layout.KeyValue)}, 1);", Shape(layout.Count, layout));
            }
        }

        string function = features.HasAttention ? Functional + "scaled_dot_product_attention" : Helper("ScaledDotProductAttention");
        string dropout = op.Dropout > 0 ? $"training ? {TorchLeaves.Double(op.Dropout)} : 0.0" : "0.0";
        string bias = "null";
        string sees = "";
        if (node.Has(1))
        {
            (bias, sees) = (forward.Local("bias"), forward.Local("sees"));
            forward.Line($"var ({bias}, {sees}) = {Helper("AttentionBias")}({forward.Use(node.Input(1))}, {Literals.Bool(op.Causal)}, {heads[0]}.dtype);");
        }

        // The last argument is is_causal, which the library spells is_casual; with a mask, the mask has it already.
        string causal = Literals.Bool(op.Causal && !node.Has(1));
        string call = $"{function}({string.Join(", ", heads)}, {bias}, {dropout}, {causal})";
        forward.Assign(node.Output, $"{call}{(sees.Length > 0 ? $" * {sees}" : "")}", Shape(layout.Count, layout));
        string mixed = forward.Use(node.Output);
        forward.Line($"{mixed} = {mixed}.transpose(1, 2).reshape({forward.Batch()}, {forward.TimeOr(node.Input(0), "-1")}, {Literals.Int(layout.QueryWidth)});", node.Output.Type.SizesText);
    }

    /// <summary>Query, key and value as [B, heads, T, size].</summary>
    private string[] Heads(Value packed, HeadLayout layout)
    {
        (IReadOnlyList<string> names, bool areHeads) = forward.Pieces(packed);
        if (areHeads)
        {
            return [.. names];
        }

        bool isWhole = names.Count == 1;
        string[] locals = isWhole ? [.. PieceNames(3).Select(forward.Local)] : [.. names];
        string[] pieces = locals;
        if (isWhole)
        {
            string split = forward.Local("qkv");
            string sizes = $"{Literals.Int(layout.QueryWidth)}, {Literals.Int(layout.KeyValueWidth)}, {Literals.Int(layout.KeyValueWidth)}";
            forward.Line($"var {split} = {names[0]}.split(new long[] {{ {sizes} }}, -1);");
            pieces = [split + "[0]", split + "[1]", split + "[2]"];
        }

        for (int i = 0; i < 3; i++)
        {
            int count = i == 0 ? layout.Count : layout.KeyValue;
            string view = $"view({forward.Batch()}, {forward.TimeOr(packed, "-1")}, {Literals.Int(count)}, {Literals.Int(layout.Size)}).transpose(1, 2)";
            forward.Line($"{(isWhole ? "var " : "")}{locals[i]} = {pieces[i]}.{view};", Shape(count, layout));
        }

        return locals;
    }

    private static string Shape(int heads, HeadLayout layout) => $"[B, {Literals.Int(heads)}, T, {Literals.Int(layout.Size)}]";
}
