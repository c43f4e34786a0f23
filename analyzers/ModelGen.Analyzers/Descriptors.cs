using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers;

/// <summary>One descriptor for each row of <see cref="ErrorCatalog"/>; the message is the compiler's whole sentence.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<ErrorId, DiagnosticDescriptor> All = ErrorCatalog.All.ToImmutableDictionary(row => row.Key, row => Create(row.Key, row.Value));

    /// <summary>Those about declarations.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Supported { get; } = Sorted(All.Where(row => Category(row.Key) != "Data"));

    /// <summary>Those about calls, and about comments beside them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> DataEdges { get; } = Sorted(All.Where(row => Category(row.Key) is "Data" or "Internal" || row.Key == ErrorId.StaleShape));

    public static DiagnosticDescriptor Of(ErrorId id) => All[id];

    public static string Category(ErrorId id) =>
        ((int)id / 1000) switch
        {
            0 => "Usage",
            1 => "Shapes",
            2 => "Values",
            3 => "Targets",
            4 => "Data",
            5 => "Advice",
            6 => "Pretrained",
            _ => "Internal",
        };

    private static ImmutableArray<DiagnosticDescriptor> Sorted(IEnumerable<KeyValuePair<ErrorId, DiagnosticDescriptor>> rows) =>
        rows.Select(row => row.Value).OrderBy(descriptor => descriptor.Id, System.StringComparer.Ordinal).ToImmutableArray();

    private static DiagnosticDescriptor Create(ErrorId id, ErrorInfo info)
    {
        string code = ErrorCatalog.Code(id);
        DiagnosticSeverity severity = info.Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        };

        // An error cannot be switched off: the emitted half of the model would only throw it at run time.
        string[] tags = severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : [];
        return new DiagnosticDescriptor(
            code,
            info.Title,
            "{0}",
            Category(id),
            severity,
            isEnabledByDefault: true,
            helpLinkUri: $"https://github.com/modelgen/modelgen/blob/main/docs/diagnostics/{code}.md",
            customTags: tags);
    }
}
