using System;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Loops that do not end, and such as are only long: whatever stands in them, nobody waits for a second while typing.</summary>
[Collection(nameof(FuzzTests))]
public class GraphLoopTests(ITestOutputHelper output)
{
    private const string Blocks = """

        [Block, Linear(8), Relu] public partial class Plain;
        [Block] public partial class Asking { [Forward] static Symbol Run(Symbol x) => x + x.Linear(x.Width); }
        [Block] public partial class Nested { [Forward] static Symbol Run(Symbol x) { Symbol y = x.Use<Asking>(); return y + y.Linear(y.Width); } }
        [Block] public partial class Growing { [Forward] static Symbol Run(Symbol x) => x.Linear(x.Width + 1); }
        """;

    public static TheoryData<string> Bodies =>
    [
        "x = x.Relu();",
        "x = x + x.Linear(x.Width, name: $\"deep{i}\").Tanh() * 0.5;",
        "x = x.Scope($\"part{i}\", y => y + y.Linear(y.Width).Tanh());",
        "x = x.Scope(\"part\", y => y.Scope($\"of{i}\", z => z.Linear(z.Width))).Relu();",
        "x = shared(x) + x.Linear(x.Width);",
        "x = x.Use<Plain>() + x.Linear(x.Width);",
        "x = x.Use<Asking>() + x.Linear(x.Width);",
        "x = x.Use<Nested>() + x.Linear(x.Width);",
        "x = x.Use<Growing>(); x = x.Linear(x.Width);",
        "x = x.Linear(x.Width + i / 2);",
        "var (a, b) = x.Split(Axis.Feature, 4, x.Width - 4); x = Concat(a, b.Repeat(Axis.Feature, 2).Linear(4));",
        "x = Twice(x);",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void TakesLessThanASecond(string body)
    {
        foreach (string turns in new[] { "60", "int.MaxValue" })
        {
            string source = $$"""
                using System; using System.Collections.Generic; using ModelGen; using static ModelGen.Graph;
                [Model] public partial class M
                {
                    [Forward] static Symbol Run([Input(8)] Symbol x)
                    {
                        Layer shared = Shared(v => v.Linear(v.Width));
                        for (int i = 0; i < {{turns}}; i++) { {{body}} }
                        return x.Linear(2);
                    }

                    static Symbol Twice(Symbol x) => x.Linear(x.Width).Relu().Linear(x.Width);
                }
                """ + Blocks;
            var victim = new Victim();
            Assert.Null(victim.Fault(Samples.Iris));
            TimeSpan limit = TimeSpan.FromSeconds(1), time = ProcessorTime.Least(i => Assert.Null(victim.Fault(source + new string('\n', i))), limit);
            output.WriteLine($"{turns}: {time.TotalMilliseconds:f0} ms, {string.Join(" ", victim.Ids)}");
            Assert.True(time < limit, $"{turns} turns of '{body}' take {time.TotalMilliseconds:f0} ms");
        }
    }
}
