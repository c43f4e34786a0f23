namespace ModelGen;

/// <summary>The first step of a sequence: [T, F] -> [F].</summary>
public sealed class TakeFirstAttribute : LayerAttribute;
