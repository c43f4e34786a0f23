using System.Collections.Generic;
using System.Collections.Immutable;

namespace ModelGen.Weights;

/// <summary>What a file of weights, or another model, may have and lack beside what the model takes from it.</summary>
/// <remarks>Whatever is allowed, nothing is passed over in silence: the <see cref="LoadReport"/> lists it.</remarks>
public sealed record LoadOptions
{
    /// <summary>Everything that fits is loaded: a pre-trained trunk under a new head.</summary>
    public static LoadOptions Partial { get; } = new() { AllowMissing = true, AllowUnexpected = true, AllowOtherShapes = true };

    /// <summary>Whether parameters that are not there keep their values.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>Whether there may be tensors that no parameter takes.</summary>
    public bool AllowUnexpected { get; init; }

    /// <summary>Whether parameters keep their values whose tensor has another shape.</summary>
    public bool AllowOtherShapes { get; init; }

    /// <summary>Whether a model of small numbers rounds the floats of a file while it reads them; else such a file is refused, because what was trained would not be what predicts.</summary>
    public bool Quantize { get; init; }

    /// <summary>Beginnings of names there, and what the model has in their place: <c>["backbone."] = "encoder."</c>, <c>["net."] = ""</c>. The longest that fits counts.</summary>
    /// <remarks><c>module.</c> and <c>_orig_mod.</c>, which PyTorch's wrappers put before all names, and the prefixes of Hugging Face's presets need no entry.</remarks>
    public IReadOnlyDictionary<string, string> Prefixes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The seed of what is missing, where a constructor makes a model from a file.</summary>
    public long Seed { get; init; }
}
