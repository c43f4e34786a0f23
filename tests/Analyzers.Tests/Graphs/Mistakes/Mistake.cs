namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>A graph method that is wrong in one place.</summary>
/// <param name="Id">What is said of it.</param>
/// <param name="Words">In the message.</param>
/// <param name="Wrong">Members of a model, or whole classes; the diagnostic is at what stands between « and ».</param>
/// <param name="From">What the mended twin does not have.</param>
/// <param name="To">And what it has instead.</param>
internal sealed record Mistake(string Id, string Words, string Wrong, string From, string To)
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using ModelGen; using static ModelGen.Graph;\n";

    public string Text => Wrong.Replace("«", "").Replace("»", "");

    public string Mended => Text.Replace(From, To);

    public string Place => Wrong[(Wrong.IndexOf('«') + 1)..Wrong.IndexOf('»')];

    /// <summary>The source of a file, in a namespace of its own; and where the diagnostic is in it.</summary>
    public static string Source(string text, string space) => $"{Usings}namespace {space};\n{(text.Contains("class ", System.StringComparison.Ordinal) ? text : $"[Model] public partial class M {{ {text} }}")}";
}
