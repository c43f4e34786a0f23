using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Pretrained;

namespace ModelGen.Analyzers;

/// <summary>
/// One compilation. Each class reports what has to be said in its own text, so that the editor keeps the squiggles of a file up to date
/// without looking at the others: a model its own faults, a block those that its users find in it.
/// </summary>
internal sealed class Session
{
    private readonly Lazy<Census> _census;
    private readonly ConcurrentDictionary<INamedTypeSymbol, Compiled> _models = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;
    private readonly ErrorMemo _memo;
    private readonly ProjectFiles _files;

    public Session(Compilation compilation, ErrorMemo memo, ProjectFiles files)
    {
        _files = files;
        _compilation = compilation;
        _memo = memo;
        Environment = EnvironmentReader.Read(compilation, CancellationToken.None);
        _census = new(() => Census.Take(compilation, type => Compile(type, CancellationToken.None)));
    }

    public TargetEnvironment Environment { get; }

    public void Analyze(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || type.Name.Length == 0)
        {
            return; // C# itself refuses the attributes there; a class without a name is still being typed
        }

        bool isModel = Language.ModelMark(type) is not null;
        bool isBlock = Language.BlockMark(type) is not null;
        if (!isModel && !isBlock && Language.Layers(type).IsEmpty)
        {
            return;
        }

        HashSet<(ErrorId, Location)> said = [];
        foreach (Finding finding in Findings(type, isModel, isBlock, cancellation))
        {
            Location location = finding.Location(cancellation);
            if (said.Add((finding.Error.Id, location)))
            {
                report(Diagnostic.Create(
                    Descriptors.Of(finding.Error.Id),
                    location,
                    finding.Related(cancellation),
                    finding.Properties(cancellation),
                    finding.Error.Message));
            }
        }
    }

    private Compiled Compile(INamedTypeSymbol type, CancellationToken cancellation) =>
        _models.GetOrAdd(type, model => Compiled.Model(model, _compilation, Environment, _files, _memo, cancellation));

    private IEnumerable<Finding> Findings(INamedTypeSymbol type, bool isModel, bool isBlock, CancellationToken cancellation)
    {
        try
        {
            IEnumerable<Finding> findings = isModel ? Compile(type, cancellation).Findings : ImmutableArray<Finding>.Empty;
            return
            [
                .. findings.Where(finding => SymbolEqualityComparer.Default.Equals(finding.Owner, type)),
                .. isBlock ? Block(type, cancellation) : [],
                .. isModel || isBlock ? [] : Stray(type, cancellation),
            ];
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            string message = $"The compiler failed on '{type.Name}': {fault.GetType().Name}: {fault.Message}";
            return [new(new ModelError(ErrorId.Internal, new SourceRef(TypeReader.Key(type), SourceRef.ClassName), message), type, Places.Only(type))];
        }
    }

    private IEnumerable<Finding> Block(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ImmutableArray<Compiled> users = _census.Value.UsersOf(TypeReader.Key(type));
        if (!users.IsEmpty)
        {
            return users.SelectMany(user => user.Findings).Where(finding => SymbolEqualityComparer.Default.Equals(finding.Owner, type));
        }

        BlockReading reading = ModelReader.Block(type, _compilation, cancellation);
        Places places = new(type, reading.Types, reading.Places);
        ModelError unused = new(ErrorId.BlockUnused, new SourceRef(reading.Spec.Type.Key, SourceRef.ClassName), $"No model uses the block '{type.Name}'");
        return ModelCompiler.CheckBlock(reading.Spec, reading.Reachable)
            .Where(error => error.Source.Type == reading.Spec.Type.Key)
            .Select(error => new Finding(error, type, places))
            .Append(new Finding(unused, type, places));
    }

    /// <summary>Layers on a class that is neither model nor block. Where a model uses it as a block, that place says so already.</summary>
    private IEnumerable<Finding> Stray(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!_census.Value.UsersOf(TypeReader.Key(type)).IsEmpty)
        {
            return [];
        }

        ModelReading reading = ModelReader.Model(type, _compilation, cancellation);
        string first = reading.Spec.Layers[0].Kind;
        ModelError error = new(ErrorId.NotAModel, reading.Spec.Layers[0].Source, $"'{first}' on '{type.Name}' does nothing: put [Model] or [Block] before it");
        return [new(error, type, new Places(type, reading.Types, reading.Places))];
    }
}
