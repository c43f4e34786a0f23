using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The statements of one <c>forward</c>, as ops write them.</summary>
/// <param name="helpers">The names of what the model needs of <see cref="SupportWriter"/>.</param>
internal sealed class TorchStatements(ForwardWriter forward, TorchModel model, TorchFeatures features, HashSet<string> helpers)
{
    public ForwardWriter Forward { get; } = forward;

    public TorchModel Model { get; } = model;

    public TorchFeatures Features { get; } = features;

    /// <summary>A node's first input.</summary>
    public string X(Node node) => Forward.Use(node.Input(0));

    /// <summary>The module that holds the parameters of a node's second input.</summary>
    public string Module(Node node) => Forward.Member(Model.Owner(node, 1).Stems[0]);

    /// <summary>The same where it is called and nothing else.</summary>
    public string Called(Node node) => Forward.Called(Model.Owner(node, 1).Stems[0]);

    /// <summary>The call of that module.</summary>
    public void Call(Node node) => Forward.Assign(node.Output, $"{Called(node)}.call({X(node)})");

    /// <summary>Notes that a helper method or class is needed.</summary>
    public string Helper(string name)
    {
        helpers.Add(name);
        return name;
    }

    /// <summary>The property that holds a table.</summary>
    public string Table(TorchTable table) => RootWriter.TableName(Model.TableOf(table));

    /// <summary>Query, key and value as [B, heads, T, size].</summary>
    public string[] Heads(Value packed, HeadLayout layout)
    {
        (IReadOnlyList<string> names, bool areHeads) = Forward.Pieces(packed);
        if (areHeads)
        {
            return [.. names];
        }

        bool isWhole = names.Count == 1;
        string[] locals = isWhole ? [.. TorchText.PieceNames(3).Select(Forward.Local)] : [.. names];
        string[] pieces = locals;
        if (isWhole)
        {
            string split = Forward.Local("qkv");
            string sizes = $"{Literals.Int(layout.QueryWidth)}, {Literals.Int(layout.KeyValueWidth)}, {Literals.Int(layout.KeyValueWidth)}";
            Forward.Line($"Sharp::torch.Tensor[] {split} = {names[0]}.split(new long[] {{ {sizes} }}, -1);");
            pieces = [split + "[0]", split + "[1]", split + "[2]"];
        }

        for (int i = 0; i < 3; i++)
        {
            int count = i == 0 ? layout.Count : layout.KeyValue;
            string view = $"view({Forward.Batch()}, {Forward.TimeOr(packed, "-1")}, {Literals.Int(count)}, {Literals.Int(layout.Size)}).transpose(1, 2)";
            Forward.Line($"{(isWhole ? "Sharp::torch.Tensor " : "")}{locals[i]} = {pieces[i]}.{view};", layout.TorchShape(count));
        }

        return locals;
    }
}
