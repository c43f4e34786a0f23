using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Recurrent layers: one call of libtorch's for all stacked layers and both directions.</summary>
internal sealed partial class OpWriter
{
    public void RecurrentStack(RecurrentStack stack)
    {
        string x = forward.Use(stack.X);
        string module = forward.Member(model.Stems[stack.Parameters[0]][0]);
        string states = stack.StatesType.SizesText;
        if (stack.Mask is null)
        {
            forward.Assign(stack.Output, $"{module}.call({x}).Item1", states);
        }
        else if (!stack.IsBidirectional)
        {
            // Behind the real steps, padding reaches none of them; then each step looks up its state.
            Helper("StatesAt");
            forward.Assign(stack.Output, $"{Helper("KeepState")}({module}.call({Helper("RealFirst")}({x}, {forward.Use(stack.Mask)})).Item1, {forward.Use(stack.Mask)})", states);
        }
        else
        {
            // Backwards, padding would come first: packed sequences have none.
            Helper("StatesAt");
            Helper("RealFirst");
            (string packed, string real) = (forward.Local("packed"), forward.Local("real"));
            forward.Line($"using var {packed} = {Helper("PackReal")}({x}, {forward.Use(stack.Mask)});");
            forward.Line($"using var {real} = {module}.call({packed}).Item1;");
            forward.Assign(stack.Output, $"{Helper("KeepStates")}({real}, {forward.Use(stack.Mask)})", states);
        }

        if (stack.IsLastState)
        {
            string y = forward.Use(stack.Output);
            string hidden = Literals.Int(stack.Hidden);
            forward.Line($"{y} = Sharp::torch.cat(new[] {{ {y}.select(1, -1).narrow(-1, 0, {hidden}), {y}.select(1, 0).narrow(-1, {hidden}, {hidden}) }}, -1);", stack.Output.Type.SizesText);
        }
    }

    // Parts of a stack; see RecurrentStack.
    public override void Recurrent(RecurrentOp op, Node node) => throw NotInForward(op);

    public override void Concatenate(ConcatenateOp op, Node node) => throw NotInForward(op);
}
