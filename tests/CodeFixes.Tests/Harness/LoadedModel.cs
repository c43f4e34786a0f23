using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Emitted;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>A model as its user's build makes it: generated, compiled without a warning, loaded.</summary>
internal sealed class LoadedModel
{
    private readonly Assembly _assembly;
    private readonly string _name;

    public LoadedModel(string source, string name = "M")
    {
        Run = GeneratorRun.Of(UserProject.Compile("User" + Guid.NewGuid().ToString("N"), [source]));
        using MemoryStream image = new();
        Assert.Empty(Run.Output.Emit(image).Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning && found.Id != "CS1591"));
        (_assembly, _name) = (Assembly.Load(image.ToArray()), name);
    }

    public GeneratorRun Run { get; }

    /// <summary>A model with the first values of this seed.</summary>
    public IModel New(long seed) => (IModel)Activator.CreateInstance(_assembly.GetType(_name, throwOnError: true)!, seed)!;

    public RunningModel Running() => RunningModel.Create(_assembly, _name);
}
