using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Benchmarks.Cases;

/// <summary>All families: a new one is added here.</summary>
internal static class CaseRegistry
{
    private static readonly ICaseFamily[] Families = [new MachineCases(), new GemmCases(), new MatrixVectorCases(), new AttentionCases(), new RowCases(), new TrainingCases(), new ClassifierCases(), new DecodingCases()];

    public static IEnumerable<string> Names => Families.SelectMany(family => family.Names);

    public static ICase? Find(string name) => Families.Select(family => family.Find(name)).FirstOrDefault(found => found is not null);
}
