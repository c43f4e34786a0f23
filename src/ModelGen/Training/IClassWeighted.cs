using System;

namespace ModelGen.Training;

/// <summary>A model, or a session of one, whose loss has weights of classes. Metrics and reports take them too, so that they judge what training makes small.</summary>
public interface IClassWeighted
{
    /// <summary>[classes]; a target counts by its class's weight, times its example's.</summary>
    ReadOnlySpan<float> ClassWeights { get; }
}
