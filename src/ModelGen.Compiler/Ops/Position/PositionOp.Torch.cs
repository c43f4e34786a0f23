using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Position;

public sealed partial class PositionOp : ITorchOp, ITorchModule
{
    void ITorchOp.Emit(TorchStatements torch, Node node)
    {
        string x = torch.X(node);
        if (TorchLeaves.IsField(node.Input(1).Parameter!))
        {
            torch.Forward.Assign(node.Output, $"{x} + {torch.Forward.Use(node.Input(1))}.narrow(0, {Literals.Int(Offset)}, {torch.Forward.Time(node.Input(0))})");
            return;
        }

        string positions = $"Sharp::torch.arange({torch.Forward.Time(node.Input(0))}, dtype: Sharp::torch.ScalarType.Int64, device: {x}.device)" + (Offset == 0 ? "" : $" + {Literals.Int(Offset)}");
        torch.Forward.Assign(node.Output, $"{x} + {torch.Called(node)}.call({positions})");
    }

    TorchLeaf ITorchModule.Module(Node node, ParameterDecl parameter, long rows) => TorchLeaves.IsField(parameter) ? TorchLeaf.Field(parameter) : TorchText.Embedding(rows, parameter);
}
