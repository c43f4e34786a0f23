using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Layers;
using Xunit;

namespace ModelGen.Generator.Tests.Graphs;

/// <summary>Layers are members of Symbol with the names, arguments and defaults of the attributes; operations are those that the compiler has.</summary>
public class SymbolMembersTests
{
    private static readonly string[] s_noMembers = ["Input", "Sequence", "Tokens", "Loss", "Target", "Transformer", "Pretrained"];

    // What another call says: names of shared layers, and lambdas.
    private static readonly string[] s_noSteps = ["Scope", "Shared"];

    public static TheoryData<string> Attributes => [.. typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute))).Select(Kind).Except(s_noMembers)];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void ALayerIsAMemberWithItsArguments(string kind)
    {
        Type attribute = typeof(LayerAttribute).Assembly.GetExportedTypes().Single(type => type.IsSubclassOf(typeof(LayerAttribute)) && Kind(type) == kind);
        MethodInfo member = typeof(Symbol).GetMethods().Where(method => method.Name == kind && method.IsGenericMethod == attribute.IsGenericTypeDefinition && method.GetParameters().All(parameter => parameter.ParameterType != typeof(Symbol))).OrderBy(method => method.GetParameters().Length).First();
        Dictionary<string, ParameterInfo> own = member.GetParameters().ToDictionary(parameter => parameter.Name!);
        ParameterInfo[] positions = attribute.GetConstructors().Single().GetParameters();
        Assert.Equal(positions.Select(parameter => parameter.Name), member.GetParameters().Take(positions.Length).Select(parameter => parameter.Name));
        foreach (ParameterInfo position in positions)
        {
            Assert.Equal(position.ParameterType, own[position.Name!].ParameterType);
            Assert.Equal(position.HasDefaultValue ? position.DefaultValue : null, own[position.Name!].HasDefaultValue ? own[position.Name!].DefaultValue : null);
        }

        foreach (PropertyInfo property in attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
        {
            string name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            Assert.True(own.Remove(name, out ParameterInfo? parameter), $"{kind} has no argument '{name}'");
            bool isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
            Assert.Equal(!isRequired, parameter.HasDefaultValue);
            if (parameter.HasDefaultValue && parameter.DefaultValue is not null) // null: what another argument says
            {
                Assert.Equal(Default(attribute, property), parameter.DefaultValue);
            }
        }

        Assert.Empty(own.Keys.Except(positions.Select(parameter => parameter.Name!)).Except(kind is "Softmax" or "LogSoftmax" ? ["axis"] : [])); // which is F in a pipeline
    }

    [Fact]
    public void EveryMemberIsKnownToTheCompiler() =>
        Assert.All(
            typeof(Symbol).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Concat(typeof(Graph).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct().Except(s_noSteps),
            name => Assert.True(LayerTable.Find(name) is not null || OperationTable.Find(name) is not null, name));

    [Fact]
    public void NobodyRunsIt() => Assert.Contains("read by the compiler", Assert.Throws<InvalidOperationException>(() => Graph.Concat()).Message, StringComparison.Ordinal);

    private static string Kind(Type type) => type.Name.Split('`')[0][..^"Attribute".Length];

    private static object? Default(Type attribute, PropertyInfo property)
    {
        Type closed = attribute.IsGenericTypeDefinition ? attribute.MakeGenericType(typeof(object)) : attribute;
        ConstructorInfo constructor = closed.GetConstructors().Single();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType.IsArray ? Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0) : Activator.CreateInstance(parameter.ParameterType))]);
        return closed.GetProperty(property.Name)!.GetValue(made);
    }
}
