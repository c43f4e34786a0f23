namespace ModelGen.Compiler.Ops.Losses;

/// <summary>(x - t)².</summary>
public sealed partial class MeanSquaredErrorOp(Reduction reduction = Reduction.Mean) : LossOp(reduction)
{
    public override string Name => "squared_error";
}
