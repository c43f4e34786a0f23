using System;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

/// <summary>Where the expansion is offered; <c>$</c> is the cursor.</summary>
public class ExpandOfferTests
{
    [Theory]
    [InlineData("[Tr$ansformer(Layers = 2)] partial class M;")]
    [InlineData("[$Transformer(Layers = 2)] partial class M;")]
    [InlineData("[Transformer(Layers = $2)] partial class M;")]
    [InlineData("$[Transformer(Layers = 2)] partial class M;")]
    [InlineData("[Transformer(Layers = 2)$] partial class M;")]
    [InlineData("[Transformer] par$tial class M;")]
    [InlineData("[Transformer] partial class $M { }")]
    [InlineData("[Transformer] partial class M$;")]
    [InlineData("[Model, Transfor$mer] partial class M;")]
    [InlineData("[Transfor$mer, Backends(Backend.Ilgpu)] partial class M;")]
    [InlineData("[ModelGen.Transfor$merAttribute] partial class M;")]
    [InlineData("namespace N { static partial class Outer { [Transfor$mer] partial class M; } }")]
    public async Task Offered(string source) => Assert.True(await IsOffered(source));

    [Theory]
    [InlineData("[Transformer, Back$ends(Backend.Ilgpu)] partial class M;")]
    [InlineData("[Transformer] [Back$ends(Backend.Ilgpu)] partial class M;")]
    [InlineData("[Transformer] $[Backends(Backend.Ilgpu)] partial class M;")]
    [InlineData("/// <summary>A $model.</summary>\n[Transformer] partial class M;")]
    [InlineData("[Transformer] partial class M { $ }")]
    [InlineData("[Transformer] partial class M { void F() { $ } }")]
    [InlineData("[Transformer] partial class M { partial class $Inner; }")]
    [InlineData("[Transformer] partial class M; partial class $M { }")]
    [InlineData("[Model, Input(4), Lin$ear(3)] partial class M;")]
    [InlineData("[Block, Lin$ear(3)] partial class M;")]
    [InlineData("partial class $M;")]
    [InlineData("$")]
    public async Task NotOfferedElsewhere(string source) => Assert.False(await IsOffered(source));

    [Theory]
    [InlineData("[Transfor$mer(Layers = 0)] partial class M;")]
    [InlineData("[Transfor$mer(Heads = 7)] partial class M;")]
    [InlineData("[Transfor$mer, Linear(3)] partial class M;")]
    [InlineData("[Transfor$mer, Transformer] partial class M;")]
    [InlineData("[Transfor$mer] class M;")]
    [InlineData("[Transfor$mer] partial class Predict;")]
    [InlineData("[Transfor$mer] partial record M;")]
    [InlineData("[Transfor$mer] partial class M<T>;")]
    [InlineData("[Transfor$mer] partial class M; [Transformer] partial class M;")]
    [InlineData("[Transfor$mer(Layers = )] partial class M;")]
    [InlineData("[Transfor$mer(Layers = \"2\")] partial class M;")]
    [InlineData("[Transfor$mer(Layers = Missing)] partial class M;")]
    [InlineData("[Transfor$mer(Depth = 2)] partial class M;")]
    [InlineData("[Transfor$mer(Layers = 2] partial class M;")]
    [InlineData("[Transfor$mer(Style = (TransformerStyle)9)] partial class M;")]
    [InlineData("[Transfor$mer(Layers = 1000, Width = 12288)] partial class M;")]
    [InlineData("[Mine.Transfor$mer] partial class M; namespace Mine { class TransformerAttribute : System.Attribute; }")]
    public async Task NotOfferedForABrokenModel(string source) => Assert.False(await IsOffered(source));

    private static Task<bool> IsOffered(string source)
    {
        string whole = Samples.Using + source;
        return Expansion.IsOffered(whole.Replace("$", "", StringComparison.Ordinal), whole.IndexOf('$', StringComparison.Ordinal));
    }
}
