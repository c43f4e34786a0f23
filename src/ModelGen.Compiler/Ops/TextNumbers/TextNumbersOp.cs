using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TextNumbers;

/// <summary>Which of the texts of a row a token belongs to, from 1: a separator is the last token of its text. 0 for padding.</summary>
/// <param name="padding">The id of padding, or -1.</param>
public sealed partial class TextNumbersOp(long separator, long padding) : Op
{
    public long Separator { get; } = separator;

    public long Padding { get; } = padding;

    public override string Name => "text_numbers";

    public override string Describe() => $"separator = {Separator}{(Padding < 0 ? "" : $", padding = {Padding}")}";

    public override bool IsRowByRow => true; // a text has no number but by the tokens before it

    public override bool KeepsTextsApart(Node node) => true;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [new TensorType(DType.Mask, inputs[0]!.Type.Axes)];
}
