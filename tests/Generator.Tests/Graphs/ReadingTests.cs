using System.Linq;
using ModelGen.Compiler.Spec;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Generator.Tests.Graphs;

/// <summary>What is read from the body of a graph method: C# is carried out, and what it does to symbols is written down.</summary>
public class ReadingTests
{
    [Theory]
    [InlineData("return x.Linear(8).Relu();", "1 = Linear(outFeatures: 8) 0; 2 = Relu 1")]
    [InlineData("Symbol y = x.Linear(8); return x + y;", "1 = Linear(outFeatures: 8) 0; 2 = Add 0 1")]
    [InlineData("return 1 - 0.5f * x;", "1 = Multiply(left: 0.5d) 0; 2 = Subtract(left: 1d) 1")]
    [InlineData("return -x / 2;", "1 = Negate 0; 2 = Divide(right: 2d) 1")]
    [InlineData("for (int i = 0; i < 3; i++) x = x.Linear(4 << i); return x;", "1 = Linear(outFeatures: 4) 0; 2 = Linear(outFeatures: 8) 1; 3 = Linear(outFeatures: 16) 2")]
    [InlineData("foreach (int width in new[] { 3, 5 }) x = x.Linear(width); return x;", "1 = Linear(outFeatures: 3) 0; 2 = Linear(outFeatures: 5) 1")]
    [InlineData("foreach (var (width, name) in new[] { (3, \"a\"), (5, \"b\") }) x = x.Linear(width, name: name); return x;", "1 = Linear(outFeatures: 3, Name: 'a') 0; 2 = Linear(outFeatures: 5, Name: 'b') 1")]
    [InlineData("const bool deep = true; return deep ? x.Relu() : x;", "1 = Relu 0")]
    [InlineData("int n = 2; n += 3; n++; return x.Linear(n, bias: n > 7);", "1 = Linear(outFeatures: 6, Bias: false) 0")]
    [InlineData("var (a, b) = (x.Relu(), x.Tanh()); return a * b;", "1 = Relu 0; 2 = Tanh 0; 3 = Multiply 1 2")]
    [InlineData("Symbol[] parts = [x, x.Relu(), x.Tanh()]; return Concat(parts);", "1 = Relu 0; 2 = Tanh 0; 3 = Concat 0 1 2")]
    [InlineData("var parts = new List<Symbol> { x }; for (int i = 0; i < 2; i++) parts.Add(parts[^1].Relu()); return Concat(parts.ToArray());", "1 = Relu 0; 2 = Relu 1; 3 = Concat 0 1 2")]
    [InlineData("return Twice(x, 5); static Symbol Twice(Symbol y, int n) => y.Linear(n).Linear(n);", "1 = Linear(outFeatures: 5) 0; 2 = Linear(outFeatures: 5) 1")]
    [InlineData("return Helpers.Deep(x, count: 2);", "1 = Linear(outFeatures: 7, Name: 'd0') 0; 2 = Linear(outFeatures: 7, Name: 'd1') 1")]
    [InlineData("switch (Helpers.Mode) { case 1: return x.Relu(); default: return x.Tanh(); }", "1 = Tanh 0")]
    [InlineData("return Helpers.Mode switch { 2 => x.Relu(), _ => x.Tanh() };", "1 = Relu 0")]
    [InlineData("return x.Linear((int)Math.Sqrt(x.Width) + 1);", "1 = Linear(outFeatures: 3) 0")]
    [InlineData("foreach (int w in Helpers.Widths) x = x.Linear(w); return x.Linear(x.Width * 2);", "1 = Linear(outFeatures: 6) 0; 2 = Linear(outFeatures: 4) 1; 3 = Linear(outFeatures: 8) 2")]
    [InlineData("return x.Scope(\"layer1.0\", y => y.Linear(3).Relu());", "1 = [layer1.0] Linear(outFeatures: 3) 0; 2 = [layer1.0] Relu 1")]
    [InlineData("Layer tower = Shared(y => y.Linear(3)); return tower(x) - tower(x.Relu());", "1 = [tower] Linear(outFeatures: 3) 0; 2 = Relu 0; 3 = [tower=0] Linear(outFeatures: 3) 2; 4 = Subtract 1 3")]
    [InlineData("return Helpers.Shared1(x) + Helpers.Shared1(x);", "1 = [shared1] Linear(outFeatures: 3) 0; 2 = [shared1=0] Linear(outFeatures: 3) 0; 3 = Add 1 2")]
    [InlineData("return x.Linear(3, init: Init.Zeros, weightName: $\"a.{1 + 1}\");", "1 = Linear(outFeatures: 3, Init: 'Zeros', WeightName: 'a.2') 0")]
    [InlineData("return Where(x > 0, x, Maximum(x, 0.1 * x));", "1 = Greater(right: 0d) 0; 2 = Multiply(left: 0.1d) 0; 3 = Maximum 0 2; 4 = Where 1 0 3")]
    [InlineData("return x.Clamp(0, 6).Pow(2);", "1 = Clamp(min: 0d, max: 6d) 0; 2 = Pow(exponent: 2d) 1")]
    [InlineData("return Helpers.Twice<B>(x, 3); ", "1 = Use<B> 0; 2 = Use<B> 1; 3 = Linear(outFeatures: 3) 2")]
    [InlineData("return Helpers.Apply(x, (v, n) => v.Linear(n), 5);", "1 = Linear(outFeatures: 5) 0")]
    [InlineData("static T First<T>(T a, T b) => a; return First(x.Relu(), x);", "1 = Relu 0")]
    [InlineData("Symbol? skip = null; Symbol y = x.Relu(); skip ??= y; return skip is { } given ? given + x : x;", "1 = Relu 0; 2 = Add 1 0")]
    [InlineData("Symbol? skip = x.Width > 9 ? x : null; return skip?.Relu() ?? x.Tanh();", "1 = Tanh 0")]
    [InlineData("Symbol? skip = x; return skip?.Relu() ?? x.Tanh();", "1 = Relu 0")]
    [InlineData("for (int i = 0; i < 3; i++) x = (i % 2, i) switch { (0, 0) => x.Relu(), (0, > 1) => x.Tanh(), var (_, n) => x.Linear(n + 1) }; return x;", "1 = Relu 0; 2 = Linear(outFeatures: 2) 1; 3 = Tanh 2")]
    [InlineData("return x is { Width: 4 } ? x.Relu() : x;", "1 = Relu 0")]
    [InlineData("Symbol[] parts = [x, x.Relu(), x.Tanh()]; foreach (Symbol part in parts[1..]) x = x + part; return parts[..^1].Length == 2 ? x : x.Exp();", "1 = Relu 0; 2 = Tanh 0; 3 = Add 0 1; 4 = Add 3 2")]
    [InlineData("var parts = new List<Symbol> { x, x.Relu() }; Symbol y = parts[^1]; parts.RemoveAt(parts.Count - 1); parts.Add(x.Tanh()); parts.Reverse(); return y * parts[0];", "1 = Relu 0; 2 = Tanh 0; 3 = Multiply 1 2")]
    [InlineData("return x.Linear(Helpers.Wide + Helpers.Sizes[1], name: 'a' + 3.ToString());", "1 = Linear(outFeatures: 19, Name: 'a3') 0")]
    public void AMethodIsCarriedOut(string body, string steps) => Assert.Equal(steps, Print(Read(body)));

    [Theory]
    [InlineData("while (true) x = x.Relu(); return x;", "'while' cannot be read")]
    [InlineData("return Loop(x); static Symbol Loop(Symbol y) => Loop(y);", "'Loop' calls itself")]
    [InlineData("for (;;) x = x.Relu();", "more than 10000 steps")]
    [InlineData("return x == x ? x : x.Relu();", "Equal(a, b) makes a mask")]
    [InlineData("return x.Linear(Environment.ProcessorCount);", "'Environment.ProcessorCount' cannot be read")]
    [InlineData("Helpers.Field = x; return x;", "lives in locals")]
    [InlineData("return x.Linear(new Random(1).Next());", "cannot be read")]
    [InlineData("try { return x.Relu(); } finally { }", "cannot be read")]
    [InlineData("return null!;", "must return values of the graph")]
    [InlineData("return x.Linear(DateTime.Now.Year > 2000 ? 3 : 4);", "cannot be read")]
    [InlineData("var kept = new Stack<Symbol>(); kept.Push(x); return kept.Pop();", "gathered in arrays, in a List and in tuples")]
    [InlineData("Symbol[] parts = [x]; return Concat(parts[1..3]);", "1..3 is outside the 1 elements")]
    [InlineData("return Helpers.Twice<int[]>(x, 3);", "'int[]' is no class marked [Block]")]
    [InlineData("object o = 3; return o is int n ? x.Linear(n) : x;", "the type of an 'object'")]
    [InlineData("return Helpers.Again<B>(x); ", "'Again' calls itself")]
    public void WhatCannotBeReadIsSaidAtItsPlace(string body, string words)
    {
        ReadingFault? fault = Read(body).Fault;
        Assert.Equal(ReadingProblem.Unreadable, fault?.Problem);
        Assert.Contains(words, fault!.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return x.Lin")]
    [InlineData("return x.Linear(;")]
    [InlineData("return x.Linear(\"a\");")]
    [InlineData("return y;")]
    public void HalfTypedCodeIsForCSharpToSay(string body) => Assert.Equal(ReadingProblem.Silent, Read(body).Fault?.Problem);

    private static GraphSpec Read(string body) => SpecText.Read($$"""
        using System;
        using System.Collections.Generic;
        using ModelGen;
        using static ModelGen.Graph;

        [Model]
        partial class M
        {
            [Forward]
            static Symbol Run([Input(4)] Symbol x) { {{body}} }
        }

        [Block, Linear(4)]
        partial class B;

        static class Helpers
        {
            public const int Mode = 2;
            public static readonly int[] Widths = [6, 4];
            public static Symbol? Field;
            public static int Wide => Mode + 14;
            public static int[] Sizes { get; } = [7, 3];

            public static Symbol Twice<TBlock>(Symbol x, int width) => Once<TBlock>(Once<TBlock>(x)).Linear(width);

            public static Symbol Once<T>(Symbol x) => x.Use<T>();

            public static Symbol Again<T>(Symbol x) => Again<List<T>>(x);

            public static Symbol Apply<T>(Symbol x, Func<Symbol, T, Symbol> layer, T value) => layer(x, value);

            public static Symbol Deep(Symbol x, int count)
            {
                for (int i = 0; i < count; i++) x = x.Linear(7, name: $"d{i}");
                return x;
            }

            [Shared]
            public static Symbol Shared1(Symbol x) => x.Linear(3);
        }
        """).Graph!;

    private static string Print(GraphSpec graph)
    {
        Assert.Null(graph.Fault?.Message);
        int value = graph.Inputs.Count;
        return string.Join("; ", graph.Steps.Select(step => $"{value++} = {Scope(graph, step.Scope)}{SpecText.Print(new EquatableArray<LayerSpec>(step.Layer))} {string.Join(" ", step.Operands)}"));
    }

    private static string Scope(GraphSpec graph, int scope) => scope < 0 ? "" : $"[{graph.Scopes[scope].Name}{(graph.Scopes[scope].First < 0 ? "" : "=" + graph.Scopes[scope].First)}] ";
}
