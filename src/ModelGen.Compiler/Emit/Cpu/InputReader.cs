using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Passes;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>What the compiler cannot know of inputs is checked once, where they come in: shapes, sizes that inputs share, ids.</summary>
internal sealed class InputReader(LoweredModel model, Surface surface, PassFormat format)
{
    private string Name => Literals.Text(model.Type.Name);

    /// <summary>Of the graph method that reads, where it is not the first.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The local variable of each input's values, as the passes call them; a public parameter of that name has it already.</summary>
    public IReadOnlyList<string> Locals { get; } = [.. model.Main.Inputs.Select((input, i) => surface.Inputs.Any(other => other.Parameter == input.Name) ? input.Name + "Values" : input.Name)];

    /// <summary>The expressions that check the inputs and give their values; each declares the sizes that it is the first to bring.</summary>
    public IReadOnlyList<string> Calls => [.. surface.Inputs.Select((input, i) =>
        $"{surface.Inputs[i].Reader}{Suffix}({CSharpNames.Escape(input.Parameter)}, {string.Join(", ", Sizes(i).Select(size => size.IsNew ? $"out int {size.Symbol}" : size.Symbol.Name))})")];

    /// <summary>Declares <see cref="Locals"/>.</summary>
    public void Read(CodeWriter code)
    {
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            code.Line($"global::System.ReadOnlySpan<{surface.Inputs[i].Element}> {Locals[i]} = {Calls[i]};");
        }
    }

    /// <summary>Checks the shapes of all inputs and declares the sizes.</summary>
    public void Check(CodeWriter code)
    {
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            Check(code, i, declare: true);
        }
    }

    /// <summary>One private method for each input.</summary>
    public void Write(CodeWriter code)
    {
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            SurfaceTensor input = surface.Inputs[i];
            string name = CSharpNames.Escape(input.Parameter);
            string sizes = string.Join(", ", Sizes(i).Select(size => $"{(size.IsNew ? "out " : "")}int {size.Symbol}"));
            if (i > 0)
            {
                code.Line();
            }

            using (code.Block($"private static global::System.ReadOnlySpan<{input.Element}> {surface.Inputs[i].Reader}{Suffix}({input.ReadOnly} {name}, {sizes})"))
            {
                Check(code, i, declare: false);
                code.Line($"global::System.ReadOnlySpan<{input.Element}> values = global::ModelGen.Guard.Dense({name});");
                if (model.Inputs[i].IsTokens)
                {
                    code.Line($"global::ModelGen.Guard.TokenIds(values, {Literals.Int(model.Inputs[i].IdLimit)}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(name))});");
                }

                code.Line("return values;");
            }
        }
    }

    /// <summary>The body of a member that makes a decoder of one example's inputs.</summary>
    public void CreateDecoder(CodeWriter code)
    {
        var known = new HashSet<Symbol>();
        var arguments = new List<string> { "this" };
        for (int i = 0; i < surface.Inputs.Count; i++)
        {
            if (model.Inputs[i] == model.Decoded)
            {
                continue;
            }

            SurfaceTensor input = surface.Inputs[i];
            foreach ((Symbol symbol, bool isNew) in Sizes(i).Where(size => !size.IsNew && !known.Contains(size.Symbol)))
            {
                code.Line($"int {symbol} = 1;"); // the batch, which the tokens would bring
            }

            known.UnionWith(Sizes(i).Select(size => size.Symbol));
            code.Line($"global::System.ReadOnlySpan<{input.Element}> {Locals[i]} = {Calls[i]};");
            arguments.Add(Locals[i]);
            if (Sizes(i).Contains((Symbol.Batch, true)))
            {
                using (code.Block("if (B != 1)"))
                {
                    string text = Literals.Text($"{model.Type.Name}: a decoder generates one sequence: '{CSharpNames.Unescape(input.Parameter)}' must be {Surface.Expected(model.Inputs[i].Type)} with a batch of 1");
                    code.Line($"throw new global::System.ArgumentException({text}, {Literals.Text(CSharpNames.Unescape(input.Parameter))});");
                }

                code.Line();
            }
        }

        arguments.AddRange(format.Symbols.Where(symbol => symbol != Symbol.Batch && !model.Decoded!.Type.Time!.Size.Equals(Dim.Of(symbol))).Select(symbol => symbol.Name));
        code.Line($"return new({string.Join(", ", arguments)});");
    }

    /// <summary>The sizes of an input, and whether none before it has them.</summary>
    private IEnumerable<(Symbol Symbol, bool IsNew)> Sizes(int input)
    {
        HashSet<Symbol> known = [.. model.Inputs.Take(input).SelectMany(earlier => earlier.Type.Axes).SelectMany(axis => axis.Size.Symbols)];
        return format.Symbols.Where(model.Inputs[input].Type.Axes.SelectMany(axis => axis.Size.Symbols).Contains).Select(symbol => (symbol, !known.Contains(symbol)));
    }

    private void Check(CodeWriter code, int input, bool declare)
    {
        TensorType type = model.Inputs[input].Type;
        string name = CSharpNames.Escape(surface.Inputs[input].Parameter);
        string expected = Literals.Text(Surface.Expected(type));
        HashSet<Symbol> fresh = [.. Sizes(input).Where(size => size.IsNew).Select(size => size.Symbol)];
        code.Line($"global::ModelGen.Guard.Rank({name}, {Literals.Int(type.Axes.Count)}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(name))}, {expected});");
        for (int axis = 0; axis < type.Axes.Count; axis++)
        {
            Axis own = type.Axes[axis];
            string place = $"{name}, {Literals.Int(axis)}";
            string target = $"{(declare ? "int " : "")}{own.Size}";
            Symbol? brought = own.Size.Symbols.FirstOrDefault(fresh.Remove);
            code.Line(brought is null ? $"global::ModelGen.Guard.Axis({place}, {own.Size}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(name))}, {expected});"
                : own.Maximum == 0 ? $"{target} = global::ModelGen.Guard.Free({place}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(name))}, {expected});"
                : $"{target} = global::ModelGen.Guard.Length({place}, {Literals.Int(own.Maximum)}, {Name}, {Literals.Text(Ir.CSharpNames.Unescape(name))}, {expected});");
        }
    }
}
