using ModelGen.Compiler.Emit;

namespace ModelGen.Compiler.Ops;

public sealed partial record ConvolutionSizes
{
    /// <summary>The window's arguments.</summary>
    internal string[] Onnx =>
    [
        "kernel: " + Literals.Int(Kernel), "stride: " + Literals.Int(Stride), "padding: " + Literals.Int(Padding), "endPadding: " + Literals.Int(EndPadding),
        "dilation: " + Literals.Int(Dilation), "groups: " + Literals.Int(Groups),
    ];
}
