namespace ModelGen;

/// <summary>The last step of a sequence that is not padding: [T, F] -> [F].</summary>
public sealed class TakeLastAttribute : LayerAttribute;
