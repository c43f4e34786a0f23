using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>Calls of blocks: once, or in a loop over copies with parameters of their own.</summary>
/// <param name="pass">The emitted methods' prefix: <c>Predict</c>, <c>Forward</c> or <c>Decode</c>.</param>
internal sealed class CallWriter(MethodWriter method, CodeWriter code, string pass)
{
    private PassTarget Target => method.Format.Target;

    public void Forward(ChildGraph child, Node node)
    {
        string x = method.Use(node.Input(0));
        string y = method.Use(node.Output);
        string[] shared = [.. CopyInputs.Of(child, node.Inputs, method.Use, "i == 0")];
        string shape = $"{node.Input(0).Name} {node.Input(0).Type.SizesText} -> {node.Output.Name} {node.Output.Type.SizesText}";
        string block = pass + child.Graph.Name;
        bool training = pass == "Forward";
        if (child.Count == 1)
        {
            string[] frame = training ? [Frames(node)] : [];
            method.Call(shape, block, [.. Target.ContextArguments, Parameters(child, "0"), x, .. shared, y, .. frame, "inner", .. Tail(child, "0")]);
            return;
        }

        string size = node.Output.Type.Count.ToString();
        string last = Literals.Int(child.Count - 1);
        string loop = $"for (int i = 0; i < {Literals.Int(child.Count)}; i++)";
        if (training)
        {
            string frames = Frames(node);
            string chain = method.SavedSlot(node.Output.Name + "Inputs", method.CallSlots(node).Chain);
            method.Begin(shape);
            using (code.Block(loop))
            {
                code.Line($"{Target.Input("float")} source = i == 0 ? {x} : {chain}.{Target.Slice}((i - 1) * ({size}), {size});");
                code.Line($"{Target.Floats} destination = i == {last} ? {y} : {chain}.{Target.Slice}(i * ({size}), {size});");
                code.Call(block, [.. Target.ContextArguments, Parameters(child, "i"), "source", .. shared, "destination", OneFrame(child, frames), "inner", .. Tail(child, "i")]);
            }

            return;
        }

        string other = method.Temporary(node);
        string source = node.Output.Name + "Input";
        method.Begin(shape + "; the last copy writes the result");
        code.Line($"{Target.Input("float")} {source} = {x};");
        using (code.Block(loop))
        {
            code.Line($"{Target.Floats} destination = ({last} - i) % 2 == 0 ? {y} : {other};");
            code.Call(block, [.. Target.ContextArguments, Parameters(child, "i"), source, .. shared, "destination", "inner", .. Tail(child, "i")]);
            code.Line($"{source} = destination;");
        }
    }

    /// <param name="forward">The call whose saved frames are read.</param>
    public void Backward(ChildGraph child, Node forward, Node node)
    {
        string gradient = method.Use(node.Input(0));
        string x = method.Use(node.Input(1));
        string[] shared = [.. CopyInputs.Of(child, [.. node.Inputs.Skip(1)], method.Use, "i == 0")];
        string[] results = [.. node.Outputs.Select(method.Use)];
        string shape = $"{node.Input(0).Name} {node.Input(0).Type.SizesText} -> {string.Join(", ", node.Outputs.Select(output => $"{output.Name} {output.Type.SizesText}"))}";
        string frames = Frames(forward);
        string block = "Backward" + child.Graph.Name;
        if (child.Count == 1)
        {
            method.Call(shape, block, [.. Target.ContextArguments, Parameters(child, "0"), x, .. shared, gradient, .. results, frames, "inner", .. Tail(child, "0")]);
            return;
        }

        string size = node.Output.Type.Count.ToString();
        string chain = method.SavedSlot(forward.Output.Name + "Inputs", method.CallSlots(forward).Chain);
        string other = method.Temporary(node);
        string current = node.Output.Name + "Next";
        string last = Literals.Int(child.Count - 1);
        (Value Sum, string Part, string Other)[] sums = [.. node.Outputs.Skip(1).Select((output, i) => (output, output.Name + "Next", method.Temporary(node, i + 1)))];
        method.Begin(shape + "; the first copy writes the result" + (sums.Length == 0 ? "" : ", and each adds to what all share"));
        code.Line($"{Target.Input("float")} {current} = {gradient};");
        using (code.Block($"for (int i = {last}; i >= 0; i--)"))
        {
            code.Line($"{Target.Input("float")} source = i == 0 ? {x} : {chain}.{Target.Slice}((i - 1) * ({size}), {size});");
            code.Line($"{Target.Floats} destination = i % 2 == 0 ? {results[0]} : {other};");
            foreach ((Value sum, string part, string next) in sums)
            {
                code.Line($"{Target.Floats} {part} = i == {last} ? {method.Use(sum)} : {next};");
            }

            Again(child, $"{chain}.{Target.Slice}(i * ({size}), {size})", shared, frames, last);
            code.Call(block, [.. Target.ContextArguments, Parameters(child, "i"), "source", .. shared, current, "destination", .. sums.Select(sum => sum.Part), OneFrame(child, frames), "inner", .. Tail(child, "i")]);
            Add(sums, last);
            code.Line($"{current} = destination;");
        }
    }

    // What the last copy keeps is still there. The others write the next one's input once more, the same bits.
    private void Again(ChildGraph child, string output, string[] shared, string frames, string last)
    {
        if (!child.IsCheckpointed)
        {
            return;
        }

        using (code.Block($"if (i < {last})"))
        {
            code.Call("Forward" + child.Graph.Name, [.. Target.ContextArguments, Parameters(child, "i"), "source", .. shared, output, frames, "inner", .. Tail(child, "i")]);
        }
    }

    // The copy that runs first, the last one, writes the sums themselves.
    private void Add((Value Sum, string Part, string Other)[] sums, string last)
    {
        if (sums.Length == 0)
        {
            return;
        }

        using (code.Block($"if (i < {last})"))
        {
            foreach ((Value sum, string part, _) in sums)
            {
                code.Call(Target.Add, [.. Target.ContextArguments.Take(1), method.Use(sum), part, method.Use(sum), sum.Type.Count.ToString()]);
            }
        }
    }

    private string Frames(Node node) => method.SavedSlot(node.Output.Name + "Frames", method.CallSlots(node).Frames);

    private string OneFrame(ChildGraph child, string frames)
    {
        string size = method.FrameSize(child.Graph);
        return child.IsCheckpointed ? frames : $"{frames}.{Target.Slice}(i * {size}, {size})";
    }

    private static string Parameters(ChildGraph child, string index) => child.IsArray ? $"p.{child.Member}[{index}]" : $"p.{child.Member}";

    private string[] Tail(ChildGraph child, string index)
    {
        string tail = method.Format.Sizes;
        if (PassFormat.IsDecoding(pass))
        {
            long size = CacheSizes.Total(child.Graph, method.Context);
            long offset = CacheSizes.Offset(method.Graph, child, method.Context);
            string position = method.IsBranching ? $"branches.Behind({Place(CacheSizes.RowOffset(method.Graph, child), CacheSizes.Row(child.Graph))})" : "position";
            return [$"cache.{Target.Slice}({Place(offset, size)}, {Literals.Int(size)})", position, tail];
        }

        if (!PlannedModel.IsRandom(child.Graph))
        {
            return [tail];
        }

        // Every copy of a block draws from a stream of its own, apart from those of the caller's own dropouts.
        int ordinal = method.Graph.Children.ToList().IndexOf(child) + 1;
        return [tail, $"Cpu::CounterRandom.Derive(key, {Literals.Int(ordinal * 1_000_000L)}UL + (ulong){index})"];

        string Place(long first, long each) => index == "0" ? Literals.Int(first) : (first == 0 ? "" : Literals.Int(first) + " + ") + $"i * {Literals.Int(each)}";
    }
}
