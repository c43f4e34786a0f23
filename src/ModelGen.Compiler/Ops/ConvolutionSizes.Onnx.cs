using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Emit.Onnx;

namespace ModelGen.Compiler.Ops;

public sealed partial record ConvolutionSizes
{
    /// <summary>The window's arguments.</summary>
    internal string[] Onnx => IsSquare
        ? OnnxCalls.Window(Kernel, Stride, Padding, EndPadding, Dilation, Groups)
        :
        [
            $"kernel: [{Literals.Int(Kernel)}, {Literals.Int(KernelWidth)}]", $"stride: [{Literals.Int(Stride)}, {Literals.Int(StrideWidth)}]",
            $"pads: [{Literals.Int(Padding)}, {Literals.Int(PaddingLeft)}, {Literals.Int(EndPadding)}, {Literals.Int(PaddingRight)}]",
            "dilation: " + Literals.Int(Dilation), "groups: " + Literals.Int(Groups),
        ];
}
