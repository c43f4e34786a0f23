using System.Collections.Generic;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Onnx;

/// <summary>The statements of one graph, as ops write them: a value is a string, its name in the ONNX graph.</summary>
internal sealed class OnnxCalls(CodeWriter code)
{
    public const string Graph = "onnx", Parameters = "p";

    /// <summary>A value, a parameter, or <c>null</c> for an input that is absent.</summary>
    public string Use(Node node, int input) => !node.Has(input) ? "null" : Use(node.Input(input));

    /// <summary>A value, or what a parameter holds: for ops whose operands may be either.</summary>
    public string Operand(Node node, int input) => node.Input(input).Parameter is { } parameter ? $"{Graph}.Weights({Parameters}.{parameter.Member})" : Use(node, input);

    public string Use(Value value) => value.Parameter is { } parameter ? $"{Parameters}.{parameter.Member}" : CSharpNames.Escape(value.Name);

    /// <summary>The padding mask, where the node has one.</summary>
    public string[] Mask(Node node, int input) => node.Has(input) ? ["mask: " + Use(node, input)] : [];

    /// <summary>What convolutions are called with beside their input and weights.</summary>
    public static string[] Window(long kernel, long stride, long padding, long endPadding, long dilation, long groups) =>
    [
        "kernel: " + Literals.Int(kernel), "stride: " + Literals.Int(stride), "padding: " + Literals.Int(padding), "endPadding: " + Literals.Int(endPadding),
        "dilation: " + Literals.Int(dilation), "groups: " + Literals.Int(groups),
    ];

    /// <summary>A node as one call of the runtime's OnnxGraph, whose result is the node's first output.</summary>
    public void Call(Node node, string method, params string[] arguments)
    {
        code.Line("// " + NodeText.Comment(node));
        code.Call($"string {Use(node.Output)} = {Graph}.{method}", arguments);
    }

    /// <summary>The same where the method returns several values, of which the node's outputs are those from one on.</summary>
    public void CallForAll(Node node, string method, int first, params string[] arguments)
    {
        string all = Use(node.Output) + "Result";
        code.Line("// " + NodeText.Comment(node));
        code.Call($"string[] {all} = {Graph}.{method}", arguments);
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            code.Line($"string {Use(node.Outputs[i])} = {all}[{first + i}];");
        }
    }

    /// <summary>A call of a block: once, or of each copy in turn.</summary>
    public void Block(Node node, ChildGraph child)
    {
        string y = Use(node.Output), method = OnnxTarget.Method(child.Graph);
        string[] others = [.. CopyInputs.Of(child, node.Inputs, Use, "i == 0")];
        code.Line($"string {y} = {Use(node, 0)};");
        if (!child.IsArray)
        {
            Copy(child.Member, Literals.Text(child.Member));
            return;
        }

        using (code.Block($"for (int i = 0; i < {Literals.Int(child.Count)}; i++)"))
        {
            Copy($"{child.Member}[i]", $"$\"{child.Member}.{{i}}\"");
        }

        void Copy(string member, string place)
        {
            code.Line($"{Graph}.Enter({place});");
            code.Call($"{y} = {method}", (IReadOnlyList<string>)[Graph, $"{Parameters}.{member}", y, .. others]);
            code.Line($"{Graph}.Leave();");
        }
    }
}
