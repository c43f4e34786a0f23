using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Benchmarks.Cases;

/// <summary>All families: a new one is added here.</summary>
internal static class CaseRegistry
{
    private static readonly ICaseFamily[] Families =
    [
        new MachineCases(), new GemmCases(), new ConvolutionCases(), new MatrixVectorCases(), new AttentionCases(), new RowCases(), new TrainingCases(), new ClassifierCases(), new RecurrentCases(), new GraphCases(), new ElementwiseCases(),
        new DecodingCases(), new PrefillCases(), new LoadCases(), new IdeCases(),
    ];

    public static IEnumerable<string> Names => Families.SelectMany(family => family.Names);

    /// <summary>The case of that name; else all cases whose names begin with it and a dot.</summary>
    public static IReadOnlyList<ICase> Find(string name)
    {
        IEnumerable<string> names = One(name) is null ? Names.Where(member => member.StartsWith(name + ".", StringComparison.Ordinal)) : [name];
        return [.. names.Select(found => One(found)!)];
    }

    private static ICase? One(string name) => Families.Select(family => family.Find(name)).FirstOrDefault(found => found is not null);
}
