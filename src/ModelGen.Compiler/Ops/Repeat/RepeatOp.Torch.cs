using System.Linq;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

public sealed partial class RepeatOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string shared = string.Concat(node.Inputs.Skip(1).Select(input => ", " + torch.Forward.Use(input!)));
        string member = torch.Forward.Member(Child.File);
        if (Child.IsArray)
        {
            torch.Forward.Loop(node.Output, member, x, shared);
        }
        else
        {
            torch.Forward.Assign(node.Output, $"{member}.call({x}{shared})");
        }
    }
}
