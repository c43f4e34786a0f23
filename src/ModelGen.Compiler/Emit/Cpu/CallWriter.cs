using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>Calls of blocks: once, or in a loop over copies with parameters of their own.</summary>
/// <param name="pass">The emitted methods' prefix: <c>Predict</c>, <c>Forward</c> or <c>Decode</c>.</param>
internal sealed class CallWriter(MethodWriter method, CodeWriter code, string pass)
{
    public void Forward(ChildGraph child, Node node)
    {
        string x = method.Use(node.Input(0));
        string y = method.Use(node.Output);
        string mask = node.Has(1) ? ", " + method.Use(node.Input(1)) : "";
        string shape = $"{node.Input(0).Name} {node.Input(0).Type.SizesText} -> {node.Output.Name} {node.Output.Type.SizesText}";
        bool training = pass == "Forward";
        string frames = training ? Frames(node) : "";
        if (child.Count == 1)
        {
            string frame = training ? frames + ", " : "";
            method.Statement($"{pass}{child.Graph.Name}(team, {Parameters(child, "0")}, {x}{mask}, {y}, {frame}inner, {Tail(child, "0")});", shape);
            return;
        }

        string size = node.Output.Type.Count.ToString();
        string last = Literals.Int(child.Count - 1);
        string chain = training ? method.SavedSlot(node.Output.Name + "Inputs", method.CallSlots(node).Chain) : "";
        string other = training ? "" : method.Temporary(node);
        string source = node.Output.Name + "Input";
        if (!training)
        {
            method.Statement($"global::System.ReadOnlySpan<float> {source} = {x};");
        }

        code.Line("// " + shape + (training ? "" : "; the last copy writes the result"));
        using (code.Block($"for (int i = 0; i < {Literals.Int(child.Count)}; i++)"))
        {
            if (training)
            {
                method.Statement($"var source = i == 0 ? {x} : {chain}.Slice((i - 1) * {Factor(size)}, {size});");
                method.Statement($"var destination = i == {last} ? {y} : {chain}.Slice(i * {Factor(size)}, {size});");
                string saved = FrameSymbols.SavedName(child.Graph);
                method.Statement($"{pass}{child.Graph.Name}(team, {Parameters(child, "i")}, source{mask}, destination, {frames}.Slice(i * {saved}, {saved}), inner, {Tail(child, "i")});");
            }
            else
            {
                method.Statement($"var destination = ({last} - i) % 2 == 0 ? {y} : {other};");
                method.Statement($"{pass}{child.Graph.Name}(team, {Parameters(child, "i")}, {source}{mask}, destination, inner, {Tail(child, "i")});");
                method.Statement($"{source} = destination;");
            }
        }
    }

    public void Backward(RepeatBackwardOp op, Node node)
    {
        ChildGraph child = op.Child;
        Node forward = op.Forward;
        string gradient = method.Use(node.Input(0));
        string x = method.Use(node.Input(1));
        string mask = node.Has(2) ? ", " + method.Use(node.Input(2)) : "";
        string result = method.Use(node.Output);
        string shape = $"{node.Input(0).Name} {node.Input(0).Type.SizesText} -> {node.Output.Name} {node.Output.Type.SizesText}";
        string frames = method.SavedSlot(forward.Output.Name + "Frames", method.CallSlots(forward).Frames);
        if (child.Count == 1)
        {
            method.Statement($"Backward{child.Graph.Name}(team, {Parameters(child, "0")}, {x}{mask}, {gradient}, {result}, {frames}, inner, {Tail(child, "0")});", shape);
            return;
        }

        string size = node.Output.Type.Count.ToString();
        string chain = method.SavedSlot(forward.Output.Name + "Inputs", method.CallSlots(forward).Chain);
        string other = method.Temporary(node);
        string current = node.Output.Name + "Next";
        string saved = FrameSymbols.SavedName(child.Graph);
        method.Statement($"global::System.ReadOnlySpan<float> {current} = {gradient};");
        code.Line("// " + shape + "; the first copy writes the result");
        using (code.Block($"for (int i = {Literals.Int(child.Count - 1)}; i >= 0; i--)"))
        {
            method.Statement($"var source = i == 0 ? {x} : {chain}.Slice((i - 1) * {Factor(size)}, {size});");
            method.Statement($"var destination = i % 2 == 0 ? {result} : {other};");
            method.Statement($"Backward{child.Graph.Name}(team, {Parameters(child, "i")}, source{mask}, {current}, destination, {frames}.Slice(i * {saved}, {saved}), inner, {Tail(child, "i")});");
            method.Statement($"{current} = destination;");
        }
    }

    private string Frames(Node node) => method.SavedSlot(node.Output.Name + "Frames", method.CallSlots(node).Frames);

    private static string Parameters(ChildGraph child, string index) => child.IsArray ? $"p.{child.Member}[{index}]" : $"p.{child.Member}";

    private string Tail(ChildGraph child, string index)
    {
        string tail = method.Format.Sizes;
        if (pass == "Decode")
        {
            long size = CacheSizes.Total(child.Graph, method.Context);
            string offset = Literals.Int(CacheSizes.Offset(method.Graph, child, method.Context));
            string place = index == "0" ? offset : $"{offset} + i * {Literals.Int(size)}";
            return $"cache.Slice({place}, {Literals.Int(size)}), position, {tail}";
        }

        if (pass == "Predict" || !CpuPlan.IsRandom(child.Graph))
        {
            return tail;
        }

        // Every copy of a block draws from a stream of its own, apart from those of the caller's own dropouts.
        int ordinal = method.Graph.Children.ToList().IndexOf(child) + 1;
        return $"{tail}, Cpu::CounterRandom.Derive(key, {Literals.Int(ordinal * 1_000_000L)}UL + (ulong){index})";
    }

    private static string Factor(string size) => $"({size})";
}
