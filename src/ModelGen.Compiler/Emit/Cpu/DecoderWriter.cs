using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>The key-value cache session of a causal model.</summary>
internal static class DecoderWriter
{
    public static EmittedFile Write(PlannedModel plan)
    {
        string name = CSharpNames.Escape(plan.Model.Type.Name);
        InputDecl decoded = plan.Model.Decoded!;
        long context = decoded.Context;
        var format = PassFormat.Of(plan.Model, CpuTarget.Passes(new CpuExpressions()));
        (SurfaceTensor Input, InputDecl Declared)[] memory = [.. Surface.Of(plan).Inputs.Zip(plan.Model.Inputs, (input, declared) => (input, declared)).Where(each => each.declared != decoded)];
        Symbol[] lengths = [.. format.Symbols.Where(symbol => symbol != Symbol.Batch && !decoded.Type.Time!.Size.Equals(Dim.Of(symbol)))];
        string steps = decoded.Type.Time!.Size.ToString();
        long vocabulary = plan.Model.Main.Outputs[0].Type.Last.Size.Constant;
        long cache = CacheSizes.Total(plan.Decoding.Last().Graph, context);
        string sizes = string.Join(", ", format.Symbols.Select(symbol => symbol == Symbol.Batch ? "1" : lengths.Contains(symbol) ? "_size" + symbol : symbol.Name));
        string inputs = string.Join(", ", plan.Model.Inputs.Select(input => input == decoded ? "tokens" : Field(memory.First(each => each.Declared == input).Input)));
        return EmittedType.File(plan.Model.Type, ".Decoder", "", "", code =>
        {
            code.Line("/// <summary>Token-by-token generation with a key-value cache. One sequence, one thread at a time.</summary>");
            using (code.Block("public sealed class DecoderSession : global::ModelGen.Decoding.TokenDecoder"))
            {
                code.Line($"private readonly {name} _model;");
                code.Line("private readonly global::ModelGen.Workspace _workspace = new();");
                code.Line($"private readonly Cpu::AlignedBuffer _cache = new({Literals.Int(cache)});");
                code.Line($"private readonly float[] _logits = new float[{Literals.Int(vocabulary)}];");
                foreach ((SurfaceTensor input, _) in memory)
                {
                    code.Line($"private readonly {input.Element}[] {Field(input)};");
                }

                foreach (Symbol length in lengths)
                {
                    code.Line($"private readonly int _size{length};");
                }

                code.Line("private int _position;").Line();
                string parameters = string.Concat([.. memory.Select(each => $", global::System.ReadOnlySpan<{each.Input.Element}> {CSharpNames.Escape(each.Input.Parameter)}"), .. lengths.Select(length => $", int {length}")]);
                if (memory.Length == 0)
                {
                    code.Line($"internal DecoderSession({name} model) => _model = model;").Line();
                }
                else
                {
                    using (code.Block($"internal DecoderSession({name} model{parameters})"))
                    {
                        code.Line("_model = model;");
                        foreach ((SurfaceTensor input, _) in memory)
                        {
                            code.Line($"{Field(input)} = {CSharpNames.Escape(input.Parameter)}.ToArray();");
                        }

                        foreach (Symbol length in lengths)
                        {
                            code.Line($"_size{length} = {length};");
                        }
                    }

                    code.Line();
                }

                code.Line("/// <inheritdoc/>");
                code.Line($"public override int Context => {Literals.Int(context)};").Line();
                code.Line("/// <inheritdoc/>");
                code.Line($"public override int Vocabulary => {Literals.Int(vocabulary)};").Line();
                code.Line("/// <inheritdoc/>");
                code.Line("public override int Position => _position;").Line();
                code.Line("/// <inheritdoc/>");
                code.Line("public override void Reset() => _position = 0;").Line();
                DecoderMembers.Separator(code, decoded);
                Copies(code, name, plan.Decoding.Last().Graph, context, [.. memory.Select(each => Field(each.Input)), .. lengths.Select(length => "_size" + length)], decoded);
                code.Line("/// <inheritdoc/>");
                code.Line(ShapeText.Return(TensorType.F32(Axis.Plain(vocabulary))));
                using (code.Block($"public override global::System.ReadOnlySpan<float> Append({ShapeText.Tokens(context, decoded.Vocabulary)}scoped global::System.ReadOnlySpan<int> tokens)"))
                {
                    code.Line($"CheckAppend(tokens, {Literals.Text(plan.Model.Type.Name)});");
                    code.Line($"int {steps} = tokens.Length;");
                    code.Line($"{Surface.Span} scratch = _workspace.Floats(CpuPasses.DecodeScratch({sizes}));");
                    code.Line($"CpuPasses.Decode(_workspace.Team, _model.Parameters, {inputs}, _logits, scratch, _cache.Span, _position, {sizes});");
                    code.Line($"_position += {steps};");
                    code.Line("return _logits;");
                }

                Branches(code, plan, steps, sizes, inputs);
            }
        });
    }

    private static void Branches(CodeWriter code, PlannedModel plan, string steps, string sizes, string inputs)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override long BranchFloats => {Literals.Int(CacheSizes.Row(plan.Branching.Last().Graph))};").Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block($"protected override void DecodeBranches(global::System.ReadOnlySpan<int> tokens, Cpu::Branches branches, {Surface.Span} logits)"))
        {
            code.Line($"int {steps} = tokens.Length;");
            code.Line($"{Surface.Span} scratch = _workspace.Floats(CpuPasses.BranchScratch({sizes}));");
            code.Line($"CpuPasses.Branch(_workspace.Team, _model.Parameters, {inputs}, logits, scratch, _cache.Span, branches, {sizes});");
        }
    }

    // Rows of keys and values are copied as far as they are held; what is kept of the memory whole.
    private static void Copies(CodeWriter code, string name, Graph graph, long context, string[] memory, InputDecl decoded)
    {
        List<(long Start, long Width)> rows = [], kept = [];
        Regions(graph, 0, context, rows, kept);
        string List(List<(long Start, long Width)> regions) => string.Join(", ", regions.Select(region => $"({Literals.Int(region.Start)}, {Literals.Int(region.Width)})"));
        code.Line($"private static readonly (int Start, int Width)[] s_rows = [{List(rows)}];").Line();
        if (kept.Count > 0)
        {
            code.Line($"private static readonly (int Start, int Length)[] s_kept = [{List(kept)}];").Line();
        }

        code.Line("/// <inheritdoc/>");
        using (code.Block("public override global::ModelGen.Decoding.TokenDecoder Fork()"))
        {
            code.Line($"DecoderSession fork = new({string.Join(", ", new[] { "_model" }.Concat(memory))});");
            code.Line("fork.CopyFrom(this);");
            code.Line("return fork;");
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("public override void CopyFrom(global::ModelGen.Decoding.TokenDecoder other, int common = 0)"))
        {
            using (code.Block("if (other is not DecoderSession from || from._model != _model || common < 0 || common > from._position || (common > 0 && common > _position))"))
            {
                code.Line($"throw new global::System.ArgumentException({Literals.Text($"{name}: only a session of the same model that holds the common tokens can be copied")}, \"other\");");
            }

            code.Line();
            using (code.Block("foreach ((int start, int width) in s_rows)"))
            {
                code.Line("int first = common * width, count = (from._position - common) * width;");
                code.Line("from._cache.Span.Slice(start + first, count).CopyTo(_cache.Span.Slice(start + first, count));");
            }

            code.Line();
            if (kept.Count > 0)
            {
                using (code.Block("for (int i = 0; i < s_kept.Length && common == 0; i++)"))
                {
                    code.Line("from._cache.Span.Slice(s_kept[i].Start, s_kept[i].Length).CopyTo(_cache.Span.Slice(s_kept[i].Start, s_kept[i].Length));");
                }

                code.Line();
            }

            code.Line("_position = from._position;");
            DecoderMembers.Copied(code, decoded);
        }

        code.Line();
    }

    private static void Regions(Graph graph, long start, long context, List<(long Start, long Width)> rows, List<(long Start, long Width)> kept)
    {
        foreach (Node node in graph.Nodes.Where(node => node.Op.CacheWidth > 0))
        {
            long offset = start + CacheSizes.Offset(graph, node.Op, context), width = node.Op.CacheWidth / 2;
            rows.AddRange([(offset, width), (offset + (context * width), width)]);
        }

        kept.AddRange(Constants.Kept(graph).Select(value => (start + CacheSizes.Offset(graph, value, context), Constants.Floats(value))));
        foreach (ChildGraph child in graph.Children)
        {
            long size = CacheSizes.Total(child.Graph, context);
            for (int copy = 0; copy < child.Count; copy++)
            {
                Regions(child.Graph, start + CacheSizes.Offset(graph, child, context) + (copy * size), context, rows, kept);
            }
        }
    }

    private static string Field(SurfaceTensor input) => "_" + input.Parameter + "Values";
}
