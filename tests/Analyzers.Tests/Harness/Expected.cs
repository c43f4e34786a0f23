using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>A diagnostic by its id, the number of its span, its whole message, and the numbers of its additional locations.</summary>
internal sealed record Expected(string Id, int Span, string Message, params int[] Related)
{
    /// <summary>
    /// Exactly these diagnostics and no others. <c>using ModelGen;</c> is put in front. Messages are compared whole: their wording is what
    /// the user sees of the compiler.
    /// </summary>
    public static Task Verify(string markup, params Expected[] expected) => Verify(markup, source => UserProject.Compile(source), expected);

    /// <summary>The same in a project that references TorchSharp.</summary>
    public static Task VerifyWithTorch(string markup, params Expected[] expected) => VerifyWithTorch("0.107", markup, expected);

    /// <summary>The same with a version of it.</summary>
    public static Task VerifyWithTorch(string version, string markup, params Expected[] expected) => Verify(markup, source => TorchSurface.Project(version, source), expected);

    /// <summary>The same in a project that references ILGPU and ILGPU.Algorithms.</summary>
    public static Task VerifyWithIlgpu(string markup, params Expected[] expected) => Verify(markup, source => IlgpuSurface.Project(source), expected);

    private static async Task Verify(string markup, Func<string, Microsoft.CodeAnalysis.CSharp.CSharpCompilation> compile, Expected[] expected)
    {
        Markup parsed = Markup.Parse("using ModelGen;\n" + markup);
        ImmutableArray<Diagnostic> actual = await AnalyzerRun.Diagnostics(compile(parsed.Source));
        Assert.Equal(
            string.Join("\n", expected.OrderBy(item => parsed.Spans[item.Span].Start).ThenBy(item => item.Id).Select(item => item.Print(parsed))),
            string.Join("\n", actual.Select(diagnostic => Print(diagnostic, parsed))));
    }

    private static string Print(Diagnostic diagnostic, Markup markup) =>
        Print(diagnostic.Id, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), diagnostic.Location.SourceSpan,
            diagnostic.AdditionalLocations.Select(location => location.SourceSpan), markup);

    private static string Print(string id, string message, TextSpan span, IEnumerable<TextSpan> related, Markup markup) =>
        $"{id} at '{markup.Source.Substring(span.Start, span.Length)}' {span}{string.Concat(related.Select(place => $" see '{markup.Source.Substring(place.Start, place.Length)}' {place}"))}: {message}";

    private string Print(Markup markup) => Print(Id, Message, markup.Spans[Span], Related.Select(number => markup.Spans[number]), markup);
}
