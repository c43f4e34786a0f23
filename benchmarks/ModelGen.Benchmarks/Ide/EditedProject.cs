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
    private int _edits;

    /// <param name="model">The model's source with a number in it.</param>
    public EditedProject(Func<int, string> model)
    {
        _model = model;
        Model = Parse(model(0), "Model.cs");
        Other = Parse(Unrelated(0, 0), "Other0.cs");
        Compilation = CSharpCompilation.Create(
            "User",
            [Model, Other, .. Enumerable.Range(1, OtherFiles - 1).Select(i => Parse(Unrelated(i, 0), $"Other{i}.cs"))],
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
    public void EditElsewhere() => Other = Replace(Other, Unrelated(0, ++_edits));

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
