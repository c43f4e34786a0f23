using System.Collections.Generic;

namespace ModelGen.Benchmarks;

/// <summary>A group of cases: one file in Cases/, listed in <see cref="Cases.CaseRegistry"/>.</summary>
internal interface ICaseFamily
{
    /// <summary>The names that <c>list</c> shows.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The case of a name, also one that is not listed; null where the family does not know it.</summary>
    ICase? Find(string name);
}
