using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

public sealed partial class RepeatOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string mask = node.Has(1) ? ", " + torch.Forward.Use(node.Input(1)) : "";
        string member = torch.Forward.Member(Child.File);
        if (Child.IsArray)
        {
            torch.Forward.Loop(node.Output, member, x, mask);
        }
        else
        {
            torch.Forward.Assign(node.Output, $"{member}.call({x}{mask})");
        }
    }
}
