using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <content>Forward and backward on the device. The arena of a step: [saved | scratch | the outputs' gradients].</content>
internal sealed partial class GpuGraphWriter
{
    private string SizeFields => string.Join(", ", format.Symbols.Select(Field));

    private IEnumerable<(SurfaceTensor Input, InputDecl Declared)> Ids => Inputs.Zip(_model.Inputs, (input, declared) => (input, declared)).Where(each => each.declared.IsTokens);

    private static string Kept(SurfaceTensor input) => "_kept" + CSharpNames.Pascal(input.Name);

    private static string Order(SurfaceTensor input) => "_order" + CSharpNames.Pascal(input.Name);

    private static string Field(Symbol symbol) => "_size" + symbol;

    private string Gradient(int output) => "_gradient" + CSharpNames.Pascal(_surface.Outputs[output].Name);

    private string Kept(int output) => $"Passes.{PassesWriter.OutputMethod(_model.Main, output)}(_saved, {SizeFields})";

    // Where an output's gradient lies within the arena.
    private string Place(int output) => Start("_saved.Length + _scratch.Length", Outputs.Take(output));

    private void State(CodeWriter code)
    {
        foreach (SurfaceTensor input in Inputs)
        {
            code.Line($"private Il::ArrayView<{input.Element}> {Kept(input)};");
        }

        foreach ((SurfaceTensor input, InputDecl declared) in Ids)
        {
            code.Line($"private readonly int[] {Order(input)}Counts = new int[{Literals.Int(declared.Vocabulary)}];");
            code.Line($"private int[] {Order(input)} = [];");
        }

        code.Line("private Il::ArrayView<float> _saved;");
        code.Line("private Il::ArrayView<float> _scratch;");
        for (int i = 0; i < Outputs.Count; i++)
        {
            code.Line($"private Il::ArrayView<float> {Gradient(i)};");
        }

        foreach (Symbol symbol in format.Symbols)
        {
            code.Line($"private long {Field(symbol)};");
        }

        if (_surface.HasLoss)
        {
            GpuUpdatesWriter.Fields(code);
        }
    }

    private void Training(CodeWriter code)
    {
        _members.RandomState.Document(code);
        code.Line("public ulong RandomState { get; set; }").Line();
        Forward(code);
        Backward(code);
        Begin(code);
        if (_surface.HasLoss)
        {
            Steps(code);
            GpuUpdatesWriter.Write(code, _model.Type.Name);
            Objective(code);
        }
    }

    private void Forward(CodeWriter code) => _members.Forward.WriteShort(code, body => Allocate(body, inner =>
    {
        inner.Line($"Begin({string.Join(", ", Inputs.Select(Values))}, {format.Sizes});");
        for (int i = 0; i < Outputs.Count; i++)
        {
            inner.Line($"Gpu::ElementwiseKernels.Copy(_device, {Kept(i)}, {Gradient(i)}, {Outputs[i].Type.Count}); // read where its gradient will be");
            inner.Line($"_training.Buffer.Read(global::ModelGen.Guard.Dense({Result(i)}.AsTensorSpan(), {Name}, {Literals.Text(_surface.Outputs[i].Parameter)}), {Place(i)});");
        }
    }));

    private void Backward(CodeWriter code) => _members.Backward.WriteShort(code, body =>
    {
        using (body.Block($"if ({Field(Symbol.Batch)} == 0)"))
        {
            body.Line($"throw new global::System.InvalidOperationException({Literals.Text(_model.Type.Name + ": call Forward before Backward")});");
        }

        body.Line(format.Declare(symbol => "(int)" + Field(symbol)));
        for (int i = 0; i < Outputs.Count; i++)
        {
            string name = CSharpNames.Escape(_surface.Outputs[i].Gradient);
            body.Line($"global::ModelGen.Guard.Shape({name}, {Name}, {Literals.Text(CSharpNames.Unescape(name))}, {Literals.Text(Surface.Expected(Outputs[i].Type))}, {Lengths(Outputs[i].Type)});");
            body.Line($"_training.Buffer.Write(global::ModelGen.Guard.Dense({name}), {Place(i)});");
        }

        List<(SurfaceTensor Tensor, Value Value)> wanted = [.. Inputs.Zip(_model.Main.Inputs, (tensor, value) => (tensor, value)).Where(each => each.tensor.HasGradient)];
        foreach ((SurfaceTensor tensor, Value value) in wanted)
        {
            string name = CSharpNames.Escape(tensor.Gradient);
            using (body.Block($"if (!{name}.IsEmpty)"))
            {
                body.Line($"global::ModelGen.Guard.Shape<float>({name}, {Name}, {Literals.Text(CSharpNames.Unescape(name))}, {Literals.Text(Surface.Expected(value.Type))}, {Lengths(value.Type)});");
            }

            body.Line();
        }

        if (wanted.Count > 0)
        {
            body.Line($"Il::ArrayView<float> arena = _prediction.Reserve({Start("16", wanted.Select(each => each.Value))});");
        }

        string[] views = [.. wanted.Select((each, i) => $"{CSharpNames.Escape(each.Tensor.Gradient)}.IsEmpty ? _device.Empty : arena.SubView({Start("0", wanted.Take(i).Select(before => before.Value))}, {each.Value.Type.Count})")];
        body.Call("RunBackward", views);
        for (int i = 0; i < wanted.Count; i++)
        {
            string name = CSharpNames.Escape(wanted[i].Tensor.Gradient);
            using (body.Block($"if (!{name}.IsEmpty)"))
            {
                body.Line($"_prediction.Buffer.Read(global::ModelGen.Guard.Dense({name}, {Name}, {Literals.Text(CSharpNames.Unescape(name))}), {Start("0", wanted.Take(i).Select(before => before.Value))});");
            }

            body.Line();
        }
    });

    private void Begin(CodeWriter code)
    {
        code.Line("// The forward pass of a training step; the outputs stay on the device.");
        using (code.Block($"private void Begin({string.Join(", ", Inputs.Select(input => $"global::System.ReadOnlySpan<{input.Element}> {Values(input)}"))}, {format.SizeParameters})"))
        {
            code.Line($"{Field(Symbol.Batch)} = 0;");
            code.Line($"Gpu::GpuLimits.Check({Name}, Passes.Largest({format.Sizes}));");
            code.Line($"long saved = Passes.SavedSize({format.Sizes});");
            code.Line($"long scratch = global::System.Math.Max(Passes.ForwardScratch({format.Sizes}), Passes.BackwardScratch({format.Sizes})) + 16; // never empty: what called blocks are left of it may not begin at a view's end");
            code.Line($"Il::ArrayView<float> arena = _training.Reserve({Start("saved + scratch", Outputs)});");
            code.Line("(_saved, _scratch) = (arena.SubView(0, saved), arena.SubView(saved, scratch));");
            for (int i = 0; i < Outputs.Count; i++)
            {
                code.Line($"{Gradient(i)} = arena.SubView({Start("saved + scratch", Outputs.Take(i))}, {Outputs[i].Type.Count});");
            }

            foreach (SurfaceTensor input in Inputs)
            {
                if (Ids.Any(each => each.Input == input))
                {
                    Sorted(code, input);
                    continue;
                }

                code.Line($"{Kept(input)} = {Trained(input)}.Reserve({Values(input)}.Length);");
                code.Line($"{Trained(input)}.Buffer.Write({Values(input)});");
            }

            code.Line("RandomState = Cpu::CounterRandom.Derive(RandomState, 1);");
            GpuPrecisionWriter.Run(code, "Forward", format.Sizes, [.. Inputs.Select(Kept), "_saved", "_scratch", format.Sizes + Key], begins: true);
            foreach (Symbol symbol in format.Symbols)
            {
                code.Line($"{Field(symbol)} = {symbol};");
            }
        }

        code.Line();
        string parameters = string.Join(", ", Inputs.Where(input => input.HasGradient).Select(input => $"Il::ArrayView<float> {CSharpNames.Escape(input.Gradient)}"));
        using (code.Block($"private void RunBackward({parameters})"))
        {
            GpuPrecisionWriter.Run(code, "Backward", SizeFields, [.. Inputs.Select(Kept), .. Enumerable.Range(0, Outputs.Count).Select(Gradient), .. Inputs.Where(input => input.HasGradient).Select(input => CSharpNames.Escape(input.Gradient)), "_saved", "_scratch", SizeFields + Key], begins: false);
        }

        code.Line();
    }

    // Which ids are alike is found here, where they are, so that an embedding's gradient needs no atomics.
    private static void Sorted(CodeWriter code, SurfaceTensor input)
    {
        string count = $"Gpu::TokenOrder.Size({Values(input)}.Length)";
        using (code.Block($"if ({Order(input)}.Length < {count})"))
        {
            code.Line($"{Order(input)} = new int[{count}];");
        }

        code.Line();
        code.Line($"{Values(input)}.CopyTo({Order(input)});");
        code.Line($"Gpu::TokenOrder.Fill({Order(input)}, {Values(input)}.Length, {Order(input)}Counts);");
        code.Line($"{Kept(input)} = {Trained(input)}.Reserve({count});");
        code.Line($"{Trained(input)}.Buffer.Write(global::System.MemoryExtensions.AsSpan({Order(input)}, 0, (int){count}));");
    }
}
