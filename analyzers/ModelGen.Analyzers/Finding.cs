using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers;

/// <summary>An error of the compiler beside what turns its places into locations.</summary>
/// <param name="Owner">The class in whose text it is reported.</param>
internal sealed record Finding(ModelError Error, INamedTypeSymbol Owner, Places Places)
{
    public Location Location(CancellationToken cancellation) => Places.Find(Error.Source, cancellation) ?? Owner.Locations[0];

    public IEnumerable<Location> Related(CancellationToken cancellation) =>
        Error.Related.Select(source => Places.Find(source, cancellation)).Where(found => found is not null)!;
}
