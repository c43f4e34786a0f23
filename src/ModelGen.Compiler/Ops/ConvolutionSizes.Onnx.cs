using ModelGen.Compiler.Emit.Onnx;

namespace ModelGen.Compiler.Ops;

public sealed partial record ConvolutionSizes
{
    /// <summary>The window's arguments.</summary>
    internal string[] Onnx => OnnxCalls.Window(Kernel, Stride, Padding, EndPadding, Dilation, Groups);
}
