using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;
using ModelGen.Compiler.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>The attributes are the language's one table: names, positions and defaults that stand elsewhere too are compared with theirs.</summary>
public class LanguageTests
{
    // One use of each attribute with arguments, with no more than what must be written.
    private static readonly Dictionary<string, string> s_uses = new()
    {
        ["AdaptiveAvgPool2d"] = "Input(3, 9, 9), AdaptiveAvgPool2d(2)",
        ["AvgPool1d"] = "Sequence(4, MaxLength = 9), AvgPool1d(2)",
        ["AvgPool2d"] = "Input(3, 9, 9), AvgPool2d(2)",
        ["BatchNorm"] = "Input(3, 9, 9), BatchNorm",
        ["Conv1d"] = "Sequence(4, MaxLength = 9), Conv1d(6, Kernel = 3)",
        ["Conv2d"] = "Input(3, 9, 9), Conv2d(6, Kernel = 3)",
        ["ConvTranspose1d"] = "Sequence(4, MaxLength = 9), ConvTranspose1d(6, Kernel = 3)",
        ["ConvTranspose2d"] = "Input(3, 9, 9), ConvTranspose2d(6, Kernel = 3)",
        ["DepthwiseConv2d"] = "Input(3, 9, 9), DepthwiseConv2d(Kernel = 3)",
        ["Dropout"] = "Input(4), Dropout(0.5)",
        ["Elu"] = "Input(4), Elu",
        ["Embedding"] = "Tokens(Vocabulary = 9, Context = 8), Embedding(4)",
        ["Gelu"] = "Input(4), Gelu",
        ["GroupNorm"] = "Input(4, 3, 3), GroupNorm(2)",
        ["Gru"] = "Sequence(4, MaxLength = 9), Gru(3)",
        ["Input"] = "Input(4), Relu",
        ["InstanceNorm"] = "Input(4, 3, 3), InstanceNorm",
        ["LayerNorm"] = "Input(4), LayerNorm",
        ["LeakyRelu"] = "Input(4), LeakyRelu",
        ["Linear"] = "Input(4), Linear(3)",
        ["Loss"] = "Input(4), Linear(3), Loss(Loss.CrossEntropy)",
        ["Lstm"] = "Sequence(4, MaxLength = 9), Lstm(3)",
        ["MaxPool1d"] = "Sequence(4, MaxLength = 9), MaxPool1d(2)",
        ["MaxPool2d"] = "Input(3, 9, 9), MaxPool2d(2)",
        ["Pad2d"] = "Input(4, 3, 3), Pad2d(2)",
        ["PositionEmbedding"] = "Sequence(4, MaxLength = 9), PositionEmbedding",
        ["RepeatVector"] = "Input(4), RepeatVector(3)",
        ["Repeat"] = "Input(4), Repeat<A>(2)",
        ["Reshape"] = "Input(4), Reshape(1, 2, 2)",
        ["Residual"] = "Input(4), Residual<A>",
        ["RmsNorm"] = "Input(4), RmsNorm",
        ["Rnn"] = "Sequence(4, MaxLength = 9), Rnn(3)",
        ["SelfAttention"] = "Sequence(4, MaxLength = 9), SelfAttention(Heads = 2)",
        ["Sequence"] = "Sequence(4, MaxLength = 9), TakeLast",
        ["SwiGlu"] = "Input(4), SwiGlu(6)",
        ["Target"] = "Input(4), Linear(3), Loss(Loss.CrossEntropy), Target(Classes = 3)",
        ["Tokens"] = "Tokens(Vocabulary = 9, Context = 8), Embedding(4)",
        ["Transformer"] = "Transformer",
        ["Upsample2d"] = "Input(3, 4, 4), Upsample2d(2)",
        ["Use"] = "Input(4), Use<A>",
    };

    // Their default is another argument's to say, as their documentation does.
    private static readonly string[] s_dependent = ["Transformer.TiedHead"];

    private static IReadOnlyDictionary<string, Type> Attributes { get; } = typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && type != typeof(PretrainedAttribute)) // whose arguments say nothing without a file
        .ToDictionary(type => type.Name.Split('`')[0][..^"Attribute".Length]);

    public static TheoryData<string> Kinds => [.. Attributes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>An argument that is written with the attribute's default changes nothing.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void DefaultsAreTheAttributes(string kind)
    {
        if (!s_uses.TryGetValue(kind, out string? use))
        {
            Assert.Empty(Arguments(Attributes[kind])); // nothing to have a default
            return;
        }

        ModelSpec plain = Declared.Model(use, "A = Linear(4)");
        string expected = Emitted(plain);
        LayerSpec layer = plain.Layers.Single(each => each.Kind == kind);
        foreach ((string name, object? value) in Defaults(Attributes[kind], layer))
        {
            if (!layer.Has(name) && Argument(name, value) is { } argument && !s_dependent.Contains($"{kind}.{name}"))
            {
                LayerSpec written = layer with { Arguments = new([.. layer.Arguments, argument]) };
                ModelSpec spec = plain with { Layers = new([.. plain.Layers.Select(each => ReferenceEquals(each, layer) ? written : each)]) };
                Assert.True(expected == Emitted(spec), $"{kind}({name} = {value}) is not what leaving it out is");
            }
        }
    }

    /// <summary>The compiler knows each layer, and each attribute is a layer, an input, a head or a preset.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheCompilerKnowsIt(string kind)
    {
        var spec = new LayerSpec(kind, default, default);
        Assert.Equal(Roles.IsLayer(spec), LayerTable.Find(kind) is not null);
    }

    /// <summary>What tests write short, and what they throw at the compiler, has the attributes' names and positions.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheHarnessSpellsItSo(string kind)
    {
        ParameterInfo[] positions = Attributes[kind].GetConstructors().Single().GetParameters();
        if (positions is [{ ParameterType.IsArray: false }, ..])
        {
            Assert.Equal(positions.Select(parameter => parameter.Name), Declared.Positions[kind]);
        }

        Assert.Contains(kind, RandomSpecs.Kinds);
        Assert.All(Arguments(Attributes[kind]), name => Assert.Contains(name, RandomSpecs.Arguments));
    }

    private static IEnumerable<string> Arguments(Type attribute) =>
        attribute.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name!).Concat(Settable(attribute).Select(property => property.Name));

    private static IEnumerable<PropertyInfo> Settable(Type attribute) => attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite);

    // Constructor arguments by their own names; properties as a new attribute has them.
    private static IEnumerable<(string Name, object? Value)> Defaults(Type attribute, LayerSpec written)
    {
        Type closed = attribute.IsGenericType ? attribute.MakeGenericType(typeof(object)) : attribute;
        ParameterInfo[] positions = closed.GetConstructors().Single().GetParameters();
        object made = closed.GetConstructors().Single().Invoke([.. positions.Select(parameter =>
            parameter.ParameterType == typeof(int) ? (int)written.Int(parameter.Name!)
            : parameter.ParameterType == typeof(double) ? written.Real(parameter.Name!, parameter.HasDefaultValue ? Convert.ToDouble(parameter.DefaultValue) : 0)
            : parameter.ParameterType.IsArray ? new int[1] : Enum.ToObject(parameter.ParameterType, 0))]);
        foreach (PropertyInfo property in Settable(closed).Where(property => property.PropertyType == typeof(int) && written.Has(property.Name)))
        {
            property.SetValue(made, (int)written.Int(property.Name)); // others may follow it
        }

        return
        [
            .. positions.Where(parameter => parameter.HasDefaultValue).Select(parameter => (parameter.Name!, parameter.DefaultValue)),
            .. Settable(closed).Where(property => property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is null).Select(property => (property.Name, property.GetValue(made))),
        ];
    }

    private static ArgumentSpec? Argument(string name, object? value) => value switch
    {
        bool flag => ArgumentSpec.Of(name, flag),
        int whole => ArgumentSpec.Of(name, whole),
        double real => ArgumentSpec.Of(name, real),
        Enum member => ArgumentSpec.Of(name, member.ToString()),
        _ => null, // a name that nobody chose
    };

    // The table of layers shows what the user wrote, so it is left out.
    private static string Emitted(ModelSpec spec)
    {
        var result = ModelCompiler.Compile(spec, new TargetEnvironment());
        Assert.True(result.IsOk, string.Join("\n", result.Errors));
        return string.Join("\n", result.Value.Files.Select(file => string.Join("\n", file.Text.Split('\n').Where(line => !line.StartsWith("/// ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("new(\"", StringComparison.Ordinal)))));
    }
}
