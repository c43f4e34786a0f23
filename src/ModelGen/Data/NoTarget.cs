namespace ModelGen.Data;

/// <summary>The target of examples that have none: data to predict from.</summary>
public readonly struct NoTarget;
