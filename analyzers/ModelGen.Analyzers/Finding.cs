using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers;

/// <summary>An error of the compiler beside what turns its places into locations.</summary>
/// <param name="Owner">The class in whose text it is reported.</param>
internal sealed record Finding(ModelError Error, INamedTypeSymbol Owner, Places Places)
{
    /// <summary>A place that no specification has.</summary>
    public Location? At { get; init; }

    public Location Location(CancellationToken cancellation) => At ?? Places.Find(Error.Source, cancellation) ?? Owner.Locations[0];

    /// <summary>What the code fix reads.</summary>
    public ImmutableDictionary<string, string?> Properties(CancellationToken cancellation)
    {
        // The layer to change may stand in another assembly, and then something else is the first of the additional locations.
        bool isBefore = Error.Mend?.Kind is MendKind.SetArgumentBefore or MendKind.ReplaceLayerBefore;
        return Error.Mend is not { } mend || (isBefore && Places.Find(Error.Related[0], cancellation) is null)
            ? ImmutableDictionary<string, string?>.Empty
            : MendProperties.Write(mend);
    }

    public IEnumerable<Location> Related(CancellationToken cancellation) =>
        Error.Related.Select(source => Places.Find(source, cancellation)).Where(found => found is not null)!;
}
