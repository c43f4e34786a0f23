namespace ModelGen.Compiler.Ops.Losses;

/// <summary>|x - t|; its gradient is 0 where the two are equal.</summary>
public sealed partial class MeanAbsoluteErrorOp(Reduction reduction = Reduction.Mean) : LossOp(reduction)
{
    public override string Name => "absolute_error";
}
