using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.Graphs;

/// <summary>Constants of graph methods have the values that C# gives them where it runs; where it would throw, or wrap around, it is said.</summary>
public class ConstantTests
{
    // What is computed stands in the message about InFeatures, which must be 4.
    [Theory]
    [InlineData("int n = 7; n /= 2; n += 10;", "n", 13)]
    [InlineData("int n = 5; n = (int)(n * 1.5);", "n", 7)]
    [InlineData("int n = 10; n -= 3; n %= 4; n <<= 4; n |= 1;", "n", 49)]
    [InlineData("int n = 3; double d = n; d /= 2; n = (int)(d * 10);", "n", 15)]
    [InlineData("float f = 0.7f; int n = (int)(f * 10);", "n", 7)] // 6.99.. in double precision
    [InlineData("double d = 0; foreach (double part in new[] { 1, 2 }) { d += part / 4; } int n = (int)(d * 100);", "n", 75)]
    [InlineData("double[] parts = [1, 3]; int n = (int)(parts[1] / 2 * 10);", "n", 15)]
    [InlineData("(double half, int more) = (1, 2); int n = (int)(half / 2 * 10) + more;", "n", 7)]
    [InlineData("Func<double, double> half = v => v / 2; int n = (int)(half(5) * 10);", "n", 25)]
    [InlineData("char c = 'a'; int n = c; n += c == 'a' ? 1 : 0;", "n", 98)]
    [InlineData("byte b = 250; b += 5; int n = b;", "n", 255)]
    [InlineData("long big = int.MaxValue; big *= 2; int n = (int)(big / 1_000_000);", "n", 4294)]
    [InlineData("int power = 29; int n = (int)Math.Ceiling(Math.Log2(1 << power));", "n", 29)]
    [InlineData("int n = Math.Abs(-5) + Math.Sign(-2.5) + Math.Max(2, 3);", "n", 7)]
    [InlineData("int n = 3; switch (n) { case > 2: n = 11; break; default: n = 12; break; }", "n", 11)]
    [InlineData("int n = 2; switch (n) { case > 2: n = 11; break; case 2 when n > 5: n = 9; break; case 1 or 2: n = 8; break; }", "n", 8)]
    [InlineData("float f = 0.5f; int n = f switch { 0.5f => 21, _ => 22 };", "n", 21)]
    [InlineData("int n = 3; n = n is > 2 and not 4 ? 31 : 32;", "n", 31)]
    [InlineData("Symbol? skip = null; int n = skip is null && skip == null && x is not null && x != null ? 41 : 42;", "n", 41)]
    [InlineData("int[] sizes = new int[2]; double[] reals = new double[2]; bool[] flags = new bool[1]; int n = sizes[0] + (int)reals[1] + (flags[0] ? 1 : 51);", "n", 51)]
    [InlineData("string text = \"a\" + 1 + true + 'c'; int n = text == \"a1Truec\" ? 61 : 62;", "n", 61)]
    [InlineData("int n = ~5 + 100;", "n", 94)]
    [InlineData("int n = 5;", "(n + 1)", 6)]
    public async Task AreAsCSharpHasThem(string statements, string value, int wanted)
    {
        Diagnostic found = Assert.Single(await Find($"{statements} return x.Linear(3, inFeatures: {value});"), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("MGEN1002", found.Id);
        Assert.Contains($"must be 4, not {wanted.ToString(CultureInfo.InvariantCulture)}", found.GetMessage(CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int n = int.MinValue; n = Math.Abs(n);", "Abs(n)")]
    [InlineData("int n = int.MinValue, m = -1; n /= m;", "n /= m")]
    [InlineData("int n = int.MinValue; n = -n;", "-n")]
    [InlineData("int n = int.MaxValue; n++;", "n++")]
    [InlineData("int n = 65536; n = n * n;", "n * n")]
    [InlineData("int n = 1, zero = 0; n = n % zero;", "n % zero")]
    [InlineData("int n = 3, by = 40; n = n << by;", "n << by")]
    [InlineData("double d = 1e300; int n = (int)d;", "(int)d")]
    [InlineData("double d = 0; int n = (int)(d / d);", "(int)(d / d)")]
    [InlineData("int n = 300; byte b = (byte)n; n = b;", "(byte)n")]
    [InlineData("long n = long.MaxValue; n += 1;", "n += 1")]
    [InlineData("int n = Math.Clamp(3, 5, 4);", "Clamp(3, 5, 4)")]
    [InlineData("int n = 0; for (int i = 0; i < int.MaxValue; i++) { n += i; }", "for (int i = 0; i < int.MaxValue; i++)")]
    [InlineData("int n = 0; for (int i = 0; i >= 0; i++) { n = 1; }", "for (int i = 0; i >= 0; i++)")]
    [InlineData("var many = new List<int> { 1, 2 }; for (int i = 0; i < 60; i++) { many.AddRange(many); } int n = many.Count;", "AddRange(many)")]
    [InlineData("int[] many = [1, 2]; for (int i = 0; i < 60; i++) { many = [.. many, .. many]; } int n = many.Length;", "[.. many, .. many]")]
    [InlineData("string s = \"ab\"; for (int i = 0; i < 60; i++) { s += s; } int n = s == \"a\" ? 1 : 2;", "s += s")]
    [InlineData("string s = \"ab\"; for (int i = 0; i < 60; i++) { s = $\"{s}{s}\"; } int n = s == \"a\" ? 1 : 2;", "$\"{s}{s}\"")]
    [InlineData("int n = 0; for (int i = 0; i < 9000; i++) { foreach (int k in new int[9000]) { break; } }", "foreach (int k in new int[9000])")]
    [InlineData("decimal d = 3; d = d / 2; int n = (int)d;", "d / 2")]
    public async Task WhatCSharpHasNoValueForIsOneError(string statements, string place)
    {
        Diagnostic found = Assert.Single(await Find($"{statements} return x.Linear((int)n);"));
        Assert.Equal("MGEN0015", found.Id);
        Assert.StartsWith(place, found.Location.SourceTree!.ToString()[found.Location.SourceSpan.Start..], System.StringComparison.Ordinal);
    }

    private static async Task<Diagnostic[]> Find(string body) => [.. (await AnalyzerRun.Diagnostics(UserProject.Compile($$"""
        using System; using System.Collections.Generic; using ModelGen; using static ModelGen.Graph;
        [Model] partial class M { [Forward] static Symbol Run([Input(4)] Symbol x) { {{body}} } }
        """))).Where(found => found.Id != "MGEN5010")];
}
