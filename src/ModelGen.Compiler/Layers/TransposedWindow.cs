using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>The arguments of transposed convolutions, along each of their axes.</summary>
internal sealed record TransposedWindow(int Channels, int Kernel, int Stride, int Padding, int OutputPadding)
{
    /// <returns>Null after an error.</returns>
    public static TransposedWindow? Read(LayerContext context)
    {
        if (!context.Size("channels", out int channels)
            || !context.Size("Kernel", out int kernel)
            || !context.Size("Stride", out int stride, otherwise: 1)
            || !context.Size("Padding", out int padding, minimum: 0)
            || !context.Size("OutputPadding", out int outputPadding, minimum: 0))
        {
            return null;
        }

        if (outputPadding >= stride)
        {
            context.Fail(ErrorId.OutOfRange, "OutputPadding", $"OutputPadding of '{context.Spec.Kind}' must be below Stride {stride}, not {outputPadding}");
            return null;
        }

        return new(channels, kernel, stride, padding, outputPadding);
    }

    /// <summary>What comes of so many places; below 1 where the padding cuts off all.</summary>
    public long Grown(long size) => Math.Min(Sizes.Product(size - 1, Stride), int.MaxValue) - (2L * Padding) + Kernel + OutputPadding;

    /// <summary>The same without what the padding cuts off.</summary>
    public long Whole(long grown) => grown + (2L * Padding);

    /// <summary>The most padding that leaves something of what has grown so far.</summary>
    public Mend? LessPadding(long grown) => Whole(grown) > 0 ? Mend.Set("Padding", (Whole(grown) - 1) / 2) : null;
}
