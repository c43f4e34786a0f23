using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Merges a node with an earlier one, or returns null.</summary>
/// <param name="earlier">The nodes before it in the same list.</param>
/// <param name="uses">How often each value is read, in forward and backward together.</param>
internal delegate Fusion? FusionRule(Node node, List<Node> earlier, Dictionary<Value, int> uses);

/// <param name="Consumed">The earlier node, which disappears.</param>
/// <param name="Result">Stands where the later node stood.</param>
internal sealed record Fusion(Node Consumed, Node Result);
