using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

/// <summary>A product as [Examples] of [M, K] · [K, N]. A second operand that all examples share makes one product of all rows.</summary>
internal sealed record MatMulSizes(Dim Examples, Dim M, Dim N, Dim K, bool IsFirstShared)
{
    public static MatMulSizes Of(TensorType a, TensorType b)
    {
        IReadOnlyList<Axis> rows = MatMulOp.Own(a), columns = MatMulOp.Own(b);
        Dim batch = Dim.Of(Symbol.Batch), m = rows.Count == 1 ? Dim.Of(1) : rows[0].Size, n = columns.Count == 1 ? Dim.Of(1) : columns[1].Size, k = rows.Last().Size;
        return MatMulOp.HasBatch(b) ? new(batch, m, n, k, !MatMulOp.HasBatch(a)) : new(Dim.Of(1), batch * m, n, k, false);
    }

    /// <summary>y = a · b.</summary>
    public string[] Forward => [Examples.ToString(), M.ToString(), N.ToString(), K.ToString(), .. Option("aIsShared", IsFirstShared)];

    /// <summary>da = dy · bᵀ.</summary>
    public string[] First => [Examples.ToString(), M.ToString(), K.ToString(), N.ToString(), "transposeB: true", .. Option("sums", IsFirstShared)];

    /// <summary>db = aᵀ · dy.</summary>
    public string[] Second => [Examples.ToString(), K.ToString(), N.ToString(), M.ToString(), "transposeA: true", .. Option("aIsShared", IsFirstShared)];

    private static string[] Option(string name, bool value) => value ? [name + ": true"] : [];
}
