using System.Linq;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Recurrent;

namespace ModelGen.Compiler.Ops.RecurrentLayers;

public sealed partial class RecurrentLayersOp : ITorchOp, ITorchModule
{
    // One call of libtorch's for all layers and both directions.
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string module = torch.Module(node);
        string states = node.Input(0).Type.WithLast(Axis.Feature(Directions * Hidden)).SizesText;
        if (WithState || node.Inputs.Skip(MaskAt + 1).Any(start => start is not null))
        {
            Started(torch, node, x, module);
        }
        else if (node.Inputs[MaskAt] is not { } padding)
        {
            torch.Forward.Assign(node.Output, $"{module}.call({x}).Item1", states);
        }
        else if (!Bidirectional)
        {
            // Behind the real steps, padding reaches none of them; then each step looks up its state.
            torch.Helper("StatesAt");
            string mask = torch.Forward.Use(padding);
            torch.Forward.Assign(node.Output, $"{torch.Helper("KeepState")}({module}.call({torch.Helper("RealFirst")}({x}, {mask})).Item1, {mask})", states);
        }
        else
        {
            // Backwards, padding would come first: packed sequences have none.
            torch.Helper("StatesAt");
            torch.Helper("RealFirst");
            string mask = torch.Forward.Use(padding);
            (string packed, string real) = (torch.Forward.Local("packed"), torch.Forward.Local("real"));
            torch.Forward.Line($"using Sharp::torch.nn.utils.rnn.PackedSequence {packed} = {torch.Helper("PackReal")}({x}, {mask});");
            torch.Forward.Line($"using Sharp::torch.nn.utils.rnn.PackedSequence {real} = {module}.call({packed}).Item1;");
            torch.Forward.Assign(node.Output, $"{torch.Helper("KeepStates")}({real}, {mask})", states);
        }

        if (!Sequences)
        {
            LastState(torch, node);
        }
    }

    // From given states, or with the last ones as results.
    private void Started(TorchStatements torch, Node node, string x, string module)
    {
        string Start(int input) => node.Has(MaskAt + input) ? torch.Forward.Use(node.Input(MaskAt + input)) : "null";
        (string state, string cell) = (Start(1), Start(2));
        string begin = (state, cell) == ("null", "null") ? "" : Kind == RecurrentKind.Lstm ? $", ({Layer(state, cell)}, {Layer(cell, state)})" : $", {Layer(state, cell)}";
        string? mask = node.Has(MaskAt) ? torch.Forward.Use(node.Input(MaskAt)) : null;
        if (mask is not null)
        {
            torch.Helper("RealFirst");
            torch.Helper("StatesAt");
            string packed = torch.Forward.Local("packed");
            torch.Forward.Line($"using Sharp::torch.nn.utils.rnn.PackedSequence {packed} = {torch.Helper("PackReal")}({x}, {mask});");
            x = packed;
        }

        string topStart = state == "null" || IsSingle ? state : $"{state}.narrow(1, {Literals.Int(AllStates - (Directions * Hidden))}, {Literals.Int(Directions * Hidden)})";
        string result = torch.Forward.Local("steps");
        string steps = mask is null ? "Sharp::torch.Tensor" : "Sharp::torch.nn.utils.rnn.PackedSequence", cells = Kind == RecurrentKind.Lstm ? ", Sharp::torch.Tensor" : "";
        torch.Forward.Line($"({steps}, Sharp::torch.Tensor{cells}) {result} = {module}.call({x}{begin});");
        if (WithState && Kind == RecurrentKind.Lstm)
        {
            torch.Forward.AssignFurther(node.Outputs[2], Ended("Item3", cell));
        }

        if (WithState && !IsSingle)
        {
            torch.Forward.AssignFurther(node.Outputs[1], Ended("Item2", state));
        }

        string kept = Bidirectional ? "KeepStatesFrom" : "KeepStateFrom";
        if (mask is not null && Bidirectional)
        {
            torch.Helper("KeepStates");
        }

        torch.Forward.Assign(node.Output, mask is null ? $"{result}.Item1" : $"{torch.Helper(kept)}({result}.Item1, {mask}, {topStart})", node.Input(0).Type.WithLast(Axis.Feature(Directions * Hidden)).SizesText);
        if (WithState && IsSingle)
        {
            torch.Forward.AssignFurther(node.Outputs[1], $"{torch.Forward.Use(node.Output)}.select(1, -1)");
        }

        // Of all layers and directions side by side.
        string Ended(string item, string begun) => mask is not null ? $"{torch.Helper("LastCell")}({result}.{item}, {mask}, {begun})" : IsSingle ? $"{result}.{item}.squeeze(0)" : $"{result}.{item}.transpose(0, 1).flatten(1)";

        // [B, cells · F] -> [cells, B, F]; zeros beside the other.
        string Layer(string own, string other)
        {
            string given = own == "null" ? $"Sharp::torch.zeros_like({other})" : own;
            return IsSingle ? given + ".unsqueeze(0)" : $"{given}.reshape(-1, {Literals.Int(Layers * Directions)}, {Literals.Int(Hidden)}).transpose(0, 1).contiguous()";
        }
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows)
    {
        string name = Kind switch { RecurrentKind.Lstm => "LSTM", RecurrentKind.Gru => "GRU", _ => "RNN" };
        string stacked = Layers == 1 ? "" : $"numLayers: {Literals.Int(Layers)}, ";
        string both = Bidirectional ? "bidirectional: true, " : "";
        return new(
            TorchText.Modules + name,
            $"{TorchText.Nn}{name}({Literals.Int(node.Input(0).Type.Last.Size.Constant)}, {Literals.Int(Hidden)}, {stacked}batchFirst: true, {both}{TorchText.Place}");
    }

    // Of each direction at the end that its steps go to.
    private void LastState(TorchStatements torch, Node node)
    {
        string y = torch.Forward.Use(node.Output);
        string width = Literals.Int(Hidden);
        string last = Bidirectional
            ? $"Sharp::torch.cat(new[] {{ {y}.select(1, -1).narrow(-1, 0, {width}), {y}.select(1, 0).narrow(-1, {width}, {width}) }}, -1)"
            : $"{y}.select(1, -1)";
        torch.Forward.Line($"{y} = {last};", node.Output.Type.SizesText);
    }
}
