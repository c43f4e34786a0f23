namespace ModelGen.Compiler.Ops.Attention;

/// <summary>The heads of an attention: how a packed [q | k | v] row of (Count + 2 · KeyValue) · Size numbers is divided.</summary>
/// <param name="KeyValue">Key and value heads; query head h uses head h / (Count / KeyValue) (Ainslie et al. 2023, arXiv:2305.13245).</param>
public sealed partial record HeadLayout(int Count, int KeyValue, int Size)
{
    public int QueryWidth => Count * Size;

    public int KeyValueWidth => KeyValue * Size;

    public int PackedWidth => QueryWidth + (2 * KeyValueWidth);

    public override string ToString() => $"heads = {Count}, kv = {KeyValue}, size = {Size}";
}
