namespace ModelGen;

/// <summary>What a published trunk ends in.</summary>
public enum Head
{
    /// <summary>What the checkpoint's <c>architectures</c> names.</summary>
    Published,

    /// <summary>Logits over the vocabulary at each step, [T, Vocabulary].</summary>
    Language,

    /// <summary>One logit for each of <see cref="PretrainedAttribute.Classes"/>.</summary>
    Classes,

    /// <summary>A vector of length 1, [Width]: the mean over the real steps, divided by its norm, as sentence encoders do it; or as <c>1_Pooling/config.json</c> and <c>modules.json</c> beside the configuration say.</summary>
    Embedding,

    /// <summary>The trunk's last states, [T, Width].</summary>
    None,
}
