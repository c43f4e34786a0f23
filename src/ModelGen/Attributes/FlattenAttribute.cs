namespace ModelGen;

/// <summary>All values as features, in row-major order: any float type of known sizes -> [F:product]. Never over T.</summary>
public sealed class FlattenAttribute : LayerAttribute;
