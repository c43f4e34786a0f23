namespace ModelGen;

/// <summary>What training minimises. Without one, <c>Backward</c> takes the output's gradient.</summary>
/// <param name="loss">The loss; its rule for the output's shape is with the enum member.</param>
public sealed class LossAttribute(Loss loss) : LayerAttribute
{
    /// <summary>The loss.</summary>
    public Loss Loss { get; } = loss;

    /// <summary>Cross-entropy only: the share of the target that is spread over all classes, 0 ≤ ε &lt; 1 (Szegedy et al. 2015, arXiv:1512.00567).</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>Cross-entropy only: the target id that is not counted.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>Cross-entropy only: a weight for each class, finite and at least 0. The mean is Σ w·x / Σ w, each target with its class's weight (PyTorch's definition), times its example's where the data has weights.</summary>
    public double[] ClassWeights { get; set; } = [];
}
