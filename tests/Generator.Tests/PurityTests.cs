using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>Nothing of Roslyn is reachable from what the pipeline keeps.</summary>
public class PurityTests
{
    [Fact]
    public void NoStepKeepsSymbolsOrSyntax()
    {
        GeneratorRun run = GeneratorRun.Of(Samples.Gpt, Samples.Preset, Samples.Published);
        string[] names = [.. typeof(TrackingNames).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (string)field.GetRawConstantValue()!)];
        Assert.All(names, name => Assert.Contains(name, run.Result.TrackedSteps.Keys));
        foreach (string name in names)
        {
            foreach (object value in run.Result.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Value))
            {
                Assert.Null(Reachability.FindForbidden(value, out int visited));
                Assert.True(visited > 0 || value.GetType().IsPrimitive, name); // a bool holds nothing to walk
            }
        }
    }

    [Fact]
    public void TheWalkFindsWhatIsHidden()
    {
        var compilation = UserProject.Compile(Samples.Gpt);
        INamedTypeSymbol symbol = compilation.Type("Acme.Models.MyGpt");
        Assert.Contains("[1]", Reachability.FindForbidden(new { Items = ImmutableArray.Create<object>("text", symbol) }, out _));
        Assert.NotNull(Reachability.FindForbidden((1, symbol.Locations[0]), out _));
        Assert.NotNull(Reachability.FindForbidden(Frontend.ModelReader.Model(symbol, compilation, default), out _));
    }
}
