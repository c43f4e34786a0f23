using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

public sealed partial class PackedAttentionOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string[] heads = torch.Heads(node.Input(0), Heads);
        Heads.TorchShare(torch, heads);
        string bias = "null";
        string sees = "";
        if (Window > 0)
        {
            (bias, sees) = Heads.TorchWindow(torch, heads, node.Has(1) ? torch.Forward.Use(node.Input(1)) : "null", Window, HasTexts);
        }
        else if (HasTexts)
        {
            (bias, sees) = (torch.Forward.Local("bias"), torch.Forward.Local("sees"));
            torch.Forward.Line($"(Sharp::torch.Tensor {bias}, Sharp::torch.Tensor {sees}) = {torch.Helper("AttentionBetween")}({heads[0]}, {heads[1]}, null, {HeadLayout.TorchTexts(torch.Forward.Use(node.Input(1)))}, {Literals.Bool(Causal)});");
        }
        else if (node.Has(1))
        {
            (bias, sees) = (torch.Forward.Local("bias"), torch.Forward.Local("sees"));
            torch.Forward.Line($"(Sharp::torch.Tensor {bias}, Sharp::torch.Tensor {sees}) = {torch.Helper("AttentionBias")}({torch.Forward.Use(node.Input(1))}, {Literals.Bool(Causal)}, {heads[0]}.dtype);");
        }

        Heads.TorchMix(torch, node, heads, bias, sees, Dropout, Causal && !node.Has(1) && Window == 0, SoftCap);
    }
}
