using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>-log softmax(output)[id] · w[id], its mean divided by the sum of the w: PyTorch's definition. Targets with the ignored id do not count.</summary>
/// <param name="classWeights">w; none: 1 for each class.</param>
public sealed partial class CrossEntropyOp(double smoothing, long ignoreIndex, EquatableArray<double> classWeights, Reduction reduction = Reduction.Mean) : LossOp(reduction)
{
    /// <summary>ε: the target is (1 - ε) · onehot + ε / classes.</summary>
    public double Smoothing { get; } = smoothing;

    public override long IgnoreIndex { get; } = ignoreIndex;

    public override EquatableArray<double> ClassWeights { get; } = classWeights;

    public override string Name => "cross_entropy";

    public override bool TakesIds => true;

    public override string Takes => "[F:classes] or [T, F:classes]";

    public override bool Fits(TensorType output) => base.Fits(output) && output.EndsInFeature && (ClassWeights.Count == 0 || ClassWeights.Count == output.Last.Size.Constant);

    public override string Describe()
    {
        IEnumerable<string> options = [base.Describe(), Smoothing == 0 ? "" : $"smoothing = {Number(Smoothing)}", IgnoreIndex == -100 ? "" : $"ignore = {IgnoreIndex}", ClassWeights.Count == 0 ? "" : $"weights = {string.Join(" ", ClassWeights.Select(Number))}"];
        return string.Join(", ", options.Where(option => option.Length > 0));
    }
}
