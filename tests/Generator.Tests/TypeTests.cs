using System.Linq;
using ModelGen.Compiler.Spec;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests;

/// <summary>What is read from the class itself: name, containers, accessibility, fitness.</summary>
public class TypeTests
{
    [Fact]
    public void GlobalNamespaceIsEmpty()
    {
        TypeSpec type = SpecText.Read(Samples.Using + "[Model, Input(4), Linear(3)] public partial class M;").Type;
        Assert.Equal(new TypeSpec("M", "", "M", "public"), type);
    }

    [Fact]
    public void NestedTypesKnowTheirContainers()
    {
        TypeSpec type = SpecText.Read("""
            using ModelGen;
            namespace A.B;
            partial interface IOuter { partial record struct Middle { partial record Third { [Model, Input(4), Linear(3)] protected internal partial class M; } } }
            """, "A.B.IOuter+Middle+Third+M").Type;
        Assert.Equal("A.B.IOuter.Middle.Third.M", type.Key);
        Assert.Equal("A.B", type.Namespace);
        Assert.Equal("protected internal", type.Accessibility);
        Assert.Equal(["partial interface IOuter", "partial record struct Middle", "partial record Third"], type.Containers);
        Assert.Equal(TypeProblem.None, type.Problem);
    }

    [Fact]
    public void KeywordsAreEscaped()
    {
        TypeSpec type = SpecText.Read(Samples.Using + "namespace A.@event { partial class @class { [Model, Input(4), Linear(3)] partial class @record; } }", "A.event.class+record").Type;
        Assert.Equal("A.@event", type.Namespace);
        Assert.Equal("@record", type.Name);
        Assert.Equal(["partial class @class"], type.Containers);
        Assert.Equal("private", type.Accessibility);
    }

    [Theory]
    [InlineData("[Model] partial class M;", TypeProblem.None)]
    [InlineData("[Model] sealed partial class M : System.IDisposable { public void Dispose() { } }", TypeProblem.None)]
    [InlineData("[Model] class M;", TypeProblem.NotPartial)]
    [InlineData("[Model] partial record M;", TypeProblem.NotAClass)]
    [InlineData("[Model] static partial class M;", TypeProblem.Static)]
    [InlineData("[Model] abstract partial class M;", TypeProblem.Abstract)]
    [InlineData("[Model] partial class M : System.Exception;", TypeProblem.HasBaseClass)]
    [InlineData("[Model] partial class M(int seed) { int _seed = seed; }", TypeProblem.HasPrimaryConstructor)]
    public void ProblemsAreNamed(string source, TypeProblem problem) => Assert.Equal(problem, SpecText.Read(Samples.Using + source).Type.Problem);

    [Theory]
    [InlineData("[Model] partial class M<T>;", "M`1", TypeProblem.Generic)]
    [InlineData("partial class Outer<T> { [Model] partial class M; }", "Outer`1+M", TypeProblem.Generic)]
    [InlineData("class Outer { [Model] partial class M; }", "Outer+M", TypeProblem.ContainerNotPartial)]
    [InlineData("partial class Outer { [Model] partial class M; }", "Outer+M", TypeProblem.None)]
    public void ProblemsOfContainersAreNamed(string source, string name, TypeProblem problem) =>
        Assert.Equal(problem, SpecText.Read(Samples.Using + source, name).Type.Problem);

    [Fact]
    public void FileLocalTypesCannotBeCompleted()
    {
        var compilation = UserProject.Compile(Samples.Using + "[Model, Input(4), Linear(3)] file partial class M;");
        var type = compilation.Assembly.GlobalNamespace.GetTypeMembers("M").Single();
        Assert.Equal(TypeProblem.FileLocal, Frontend.ModelReader.Model(type, compilation, default).Spec.Type.Problem);
        GeneratorRun run = GeneratorRun.Of(compilation);
        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Files);
    }

    [Theory]
    [InlineData("[Model, Input(4), Linear(3)] partial class M; partial class M;", false)]
    [InlineData("[Model] partial class M; [Input(4), Linear(3)] partial class M;", false)]
    [InlineData("[Model, Input(4)] partial class M; [Linear(3)] partial class M;", true)]
    public void SplitLayersAreSeen(string source, bool isSplit) => Assert.Equal(isSplit, SpecText.Read(Samples.Using + source).Type.IsSplit);
}
