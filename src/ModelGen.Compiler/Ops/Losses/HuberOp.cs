namespace ModelGen.Compiler.Ops.Losses;

/// <summary>½(x - t)² where |x - t| ≤ 1, |x - t| - ½ beyond (Huber 1964).</summary>
public sealed partial class HuberOp(Reduction reduction = Reduction.Mean) : LossOp(reduction)
{
    public override string Name => "huber";
}
