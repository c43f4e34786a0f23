using System.ComponentModel;
using System.Linq;
using System.Reflection;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>What only emitted code calls is no noise in a user's completion list.</summary>
public class CompletionTests
{
    [Fact]
    public void KernelsAreHidden() => Assert.Equal(
        [typeof(CounterRandom), typeof(Gemm), typeof(GemmEpilogue), typeof(IJob), typeof(ThreadTeam)],
        typeof(ThreadTeam).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "ModelGen.Cpu" && type.GetCustomAttribute<EditorBrowsableAttribute>() is not { State: EditorBrowsableState.Never })
            .OrderBy(type => type.Name, System.StringComparer.Ordinal));
}
