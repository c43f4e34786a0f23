using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Samples;
using SemanticSearchSample;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Argument<string[]> queries = new("QUESTION") { Description = "What to look for; without one, some examples.", Arity = ArgumentArity.ZeroOrMore };
Option<string?> data = new("--data") { Description = "A folder with Markdown pages (this repository's docs).", HelpName = "FOLDER" };
Option<int> count = new("--count") { Description = "How many passages to show; default 3.", HelpName = "N", DefaultValueFactory = _ => 3 };
RootCommand root = new("Finds what is meant, not what is written: passages of documentation by the vectors of a sentence encoder.") { queries, data, count };
root.SetAction(parsed => Search(parsed.GetValue(queries) is { Length: > 0 } asked ? asked : ["read a folder of photographs", "how much memory does it take?", "stop before it learns everything by heart"], parsed.GetValue(data) ?? Docs(), parsed.GetValue(count)));
return SampleCommand.Run(args, root);

static void Search(string[] questions, string folder, int count)
{
    List<Passage> passages = Passages.Read(folder);
    Encoder encoder = new();
    Stopwatch clock = Stopwatch.StartNew();
    float[] index = encoder.Encode([.. passages.Select(passage => passage.Whole)]);
    Console.WriteLine($"{passages.Count} passages in {clock.Elapsed.TotalSeconds:0.0} s");
    float[] asked = encoder.Encode(questions);
    for (int i = 0; i < questions.Length; i++)
    {
        Console.WriteLine();
        Console.WriteLine(questions[i]);
        float[] vector = asked[(i * Encoder.Width)..((i + 1) * Encoder.Width)];
        foreach ((Passage passage, float score) in passages.Select((passage, row) => (passage, TensorPrimitives.Dot(vector, index.AsSpan(row * Encoder.Width, Encoder.Width)))).OrderByDescending(found => found.Item2).Take(count))
        {
            Console.WriteLine($"  {score:0.000}  {passage.Place}  {passage.Heading}");
            Console.WriteLine($"         {(passage.Text.Length > 160 ? passage.Text[..160] + "..." : passage.Text)}");
        }
    }
}

// Of the repository in which this was built.
static string Docs()
{
    DirectoryInfo? at = new(AppContext.BaseDirectory);
    while (at is not null && !File.Exists(Path.Combine(at.FullName, "ModelGen.sln"))) at = at.Parent;
    return Path.Combine(at?.FullName ?? ".", "docs");
}
