using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Benchmarks.Ide;

/// <summary>A user's project as the editor holds it: a file with the model, a hundred files without one, and the edits that a hand makes, one number each time.</summary>
internal sealed class EditedProject
{
    private const int OtherFiles = 100;

    private readonly Func<int, string> _model;
    private readonly Func<int, string> _other;
    private int _edits;

    /// <param name="model">The model's source with a number in it.</param>
    /// <param name="others">The files that nobody edits; null for a hundred small ones.</param>
    public EditedProject(Func<int, string> model, IReadOnlyList<string>? others = null)
    {
        _model = model;
        _other = number => others is null ? Unrelated(0, number) : LargeProject.Plain(0, number);
        Model = Parse(model(0), "Model.cs");
        Other = Parse(_other(0), "Other0.cs");
        Compilation = CSharpCompilation.Create(
            "User",
            [Model, Other, .. (others ?? [.. Enumerable.Range(1, OtherFiles - 1).Select(i => Unrelated(i, 0))]).Select((source, i) => Parse(source, $"Other{i + 1}.cs"))],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The file with the model, as it is now.</summary>
    public SyntaxTree Model { get; private set; }

    /// <summary>The file without a model that is edited.</summary>
    public SyntaxTree Other { get; private set; }

    /// <summary>Another number in the model.</summary>
    public void EditModel() => Model = Replace(Model, _model(++_edits));

    /// <summary>Another number in a method that has nothing to do with it.</summary>
    public void EditElsewhere() => Other = Replace(Other, _other(++_edits));

    private SyntaxTree Replace(SyntaxTree old, string text)
    {
        SyntaxTree next = Parse(text, old.FilePath);
        Compilation = Compilation.ReplaceSyntaxTree(old, next);
        return next;
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private static string Unrelated(int file, int number) => $$"""
        namespace User.Services;

        /// <summary>One of many.</summary>
        [System.Serializable]
        public class Service{{file}}
        {
            private readonly System.Collections.Generic.List<int> _numbers = [];

            public int Sum(int factor)
            {
                int sum = {{number}};
                foreach (int number in _numbers) sum += number * factor;
                return sum;
            }

            public void Add(int number) => _numbers.Add(number);
        }
        """;

    private static IEnumerable<MetadataReference> References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || Path.GetFileName(path) is "ModelGen.dll" or "System.Numerics.Tensors.dll")
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
