using System.Collections.Generic;
using System.Reflection;

namespace ILGPU.Surface;

/// <summary>What one method's IL says, without what it calls.</summary>
/// <param name="Faults">What no GPU runs.</param>
/// <param name="Algorithms">What needs EnableAlgorithms().</param>
/// <param name="Calls">Methods to look into.</param>
/// <param name="UsesAtomics">The order of the groups may show in the result.</param>
internal sealed record MethodFacts(IReadOnlyList<string> Faults, IReadOnlyList<string> Algorithms, IReadOnlyList<MethodBase> Calls, bool UsesAtomics);
