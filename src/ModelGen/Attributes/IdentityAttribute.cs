namespace ModelGen;

/// <summary>What comes in, unchanged: a place for a layer that another model has there; anything -> same.</summary>
public sealed class IdentityAttribute : LayerAttribute;
