using System.Linq;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Repeat;

public sealed partial class RepeatOp : ITorchOp
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        string[] shared = [.. node.Inputs.Skip(1).Take(Child.Graph.Inputs.Count - 1).Select(input => torch.Forward.Use(input!))];
        string member = torch.Forward.Member(Child.File);
        if (!Child.IsArray)
        {
            torch.Forward.Assign(node.Output, $"{member}.call({ClassWriter.Given([x, .. shared])})");
            return;
        }

        int mask = CopyInputs.Mask(Child, node.Inputs.Count);
        if (mask < 0)
        {
            torch.Forward.Loop(node.Output, member, x, shared);
            return;
        }

        // What the windows of the first copy leave of the mask is that of the others.
        string real = torch.Forward.Local("real");
        torch.Forward.Line($"Sharp::torch.Tensor {real} = {shared[mask - 1]};");
        shared[mask - 1] = real;
        torch.Forward.Loop(node.Output, member, x, shared, $"{real} = {torch.Forward.Use(node.Inputs.Last()!)};");
    }
}
