using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>
/// Every number of every attribute, found by reflection: a value that no layer can take gives one diagnostic, at that value. An
/// attribute or argument that is added later is a row of its own.
/// </summary>
public class ArgumentTests
{
    private const string Mark = "/*here*/";

    private static readonly string[] s_inputs = ["Input(4)", "Input(4, 8, 8)", "Sequence(4, MaxLength = 8)", "Tokens(Vocabulary = 5, Context = 8)"];

    /// <summary>Any integer is a label that may be ignored.</summary>
    private static readonly HashSet<string> s_free = ["Loss.IgnoreIndex"];

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (Type attribute in typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && type != typeof(PretrainedAttribute)) // which has tests of its own
                .OrderBy(type => type.Name))
            {
                foreach (string argument in Arguments(attribute).Where(argument => !s_free.Contains($"{Kind(attribute)}.{argument}")))
                {
                    rows.Add(Kind(attribute), argument);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task AnImpossibleValue(string kind, string argument)
    {
        string? valid = null;
        foreach (string candidate in Models(kind, null))
        {
            if ((await Find(candidate)).Count == 0)
            {
                valid = candidate;
                break;
            }
        }

        if (valid is null)
        {
            // The compiler does not have the layer yet; then that is all that is said.
            Assert.All(await Find(Models(kind, argument).First()), diagnostic => Assert.Equal("MGEN0012", diagnostic.Id));
            return;
        }

        string wrong = Models(kind, argument).ElementAt(Models(kind, null).ToList().IndexOf(valid));
        Diagnostic found = Assert.Single(await Find(wrong));
        Assert.Equal("MGEN2001", found.Id);
        int start = found.Location.SourceSpan.Start;
        string source = found.Location.SourceTree!.ToString();
        Assert.Equal(Mark, source[(start - Mark.Length)..start]);
        Assert.Contains(source.Substring(start, found.Location.SourceSpan.Length), new[] { "int.MinValue", "double.NaN" });
    }

    [Fact]
    public Task AnEnumValueWithoutAName() => Expected.Verify(
        "[Model, Input(4), Linear(3, Init = {|#0:(Init)9|})] partial class M;",
        new Expected("MGEN2001", 0, "Init of 'Linear' must be a member of Init, not 9"));

    private static async Task<IReadOnlyList<Diagnostic>> Find(string source) => await AnalyzerRun.Diagnostics(UserProject.Compile(source));

    /// <summary>The attribute with the values that it must have, in every surrounding that might suit it.</summary>
    private static IEnumerable<string> Models(string kind, string? wrong)
    {
        Type attribute = typeof(LayerAttribute).Assembly.GetExportedTypes().Single(type => type.IsSubclassOf(typeof(LayerAttribute)) && Kind(type) == kind);
        IEnumerable<string> values = Positional(attribute).Select(parameter => Value(parameter.Name!, parameter.ParameterType, wrong))
            .Concat(Named(attribute).Where(property => property.Name == wrong || IsRequired(property)).Select(property => $"{property.Name} = {Value(property.Name, property.PropertyType, wrong)}"));
        string text = $"{kind}{(attribute.IsGenericType ? "<B>" : "")}({string.Join(", ", values)})";
        const string Blocks = "using ModelGen; [Block, Dropout(0.1)] partial class B; [Model, Input(4), Use<B>] partial class User; ";
        return kind switch
        {
            "Transformer" => [$"{Blocks}[{text}] partial class M;"],
            "Input" or "Sequence" => [$"{Blocks}[Model, {text}, Dropout(0.1)] partial class M;"],
            "Tokens" => [$"{Blocks}[Model, {text}, Embedding(4)] partial class M;"],
            "Loss" => [$"{Blocks}[Model, Input(4), Linear(3), {text}] partial class M;"],
            "Target" => [$"{Blocks}[Model, Input(4), Linear(4), Loss(Loss.CrossEntropy), {text}] partial class M;"],
            _ => s_inputs.Select(input => $"{Blocks}[Model, {input}, {text}] partial class M;"),
        };
    }

    private static string Value(string name, Type type, string? wrong) =>
        type == typeof(double) ? name == wrong ? Mark + "double.NaN" : "0.5"
        : type == typeof(Loss) ? "Loss.CrossEntropy"
        : type == typeof(int[]) ? name == wrong ? Mark + "int.MinValue" : "4"
        : name == wrong ? Mark + "int.MinValue"
        : name is "Heads" or "Kernel" or "size" or "factor" ? "2" : "4";

    private static IEnumerable<string> Arguments(Type attribute) =>
        Positional(attribute).Where(parameter => IsNumber(parameter.ParameterType)).Select(parameter => parameter.Name!)
            .Concat(Named(attribute).Where(property => IsNumber(property.PropertyType)).Select(property => property.Name));

    private static ParameterInfo[] Positional(Type attribute) => attribute.GetConstructors().Single().GetParameters();

    private static IEnumerable<PropertyInfo> Named(Type attribute) => attribute.GetProperties().Where(property => property.CanWrite);

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(double) || type == typeof(int[]);

    private static bool IsRequired(PropertyInfo property) =>
        property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute");

    private static string Kind(Type attribute) => attribute.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal);
}
