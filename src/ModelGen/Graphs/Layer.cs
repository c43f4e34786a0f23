using System;

namespace ModelGen;

/// <summary>A layer of a graph method whose parameters exist once, however often it is applied: <see cref="Graph.Shared(Func{Symbol, Symbol}, string?, string?)"/>.</summary>
/// <param name="x">What it is applied to.</param>
/// <param name="more">Further inputs of a layer that takes two or three.</param>
public delegate Symbol Layer(Symbol x, params Symbol[] more);
