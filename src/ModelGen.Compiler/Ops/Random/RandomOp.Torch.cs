using ModelGen.Compiler.Emit.TorchSharp;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Random;

public sealed partial class RandomOp : ITorchOp
{
    // libtorch's own generator, as with dropout.
    void ITorchOp.Emit(TorchStatements torch, Node node) => torch.Forward.Assign(
        node.Output,
        $"Sharp::torch.{(IsNormal ? "randn_like" : "rand_like")}({torch.X(node)}, dtype: Sharp::torch.ScalarType.Float32)");
}
