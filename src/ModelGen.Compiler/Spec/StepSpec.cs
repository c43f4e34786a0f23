namespace ModelGen.Compiler.Spec;

/// <summary>A call of a layer or an operation in a graph method.</summary>
/// <param name="Layer">Its kind and arguments: the attribute's for a layer, the operation's name otherwise.</param>
/// <param name="Operands">Numbers of values.</param>
/// <param name="Scope">The place in <see cref="GraphSpec.Scopes"/> of the scope that it stands in; -1: the graph itself.</param>
/// <param name="Results">How many values it makes.</param>
public sealed record StepSpec(LayerSpec Layer, EquatableArray<int> Operands, int Scope = -1, int Results = 1);
