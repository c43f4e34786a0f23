using System;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

/// <summary>The arguments of what slides windows over time or space, checked.</summary>
/// <param name="Filters">Output channels; 0 for a pool.</param>
/// <param name="EndPadding">What is padded at the end; differs from <paramref name="Padding"/> only for an even kernel with <c>Same</c>.</param>
internal readonly record struct WindowArguments(long Filters, long Kernel, long Stride, long Padding, long EndPadding, long Dilation, long Groups)
{
    private readonly WindowArguments[]? _columns;

    /// <summary>The windows along the width, where they differ from those along the height.</summary>
    public WindowArguments Columns { get => _columns is null ? this : _columns[0]; private init => _columns = [value]; }

    /// <summary>Conv2d and DepthwiseConv2d: windows that need not be squares.</summary>
    /// <returns>False after an error.</returns>
    public static bool Windows2d(LayerContext context, long filters, long groups, out WindowArguments window)
    {
        window = default;
        if (!Along(context, "", default, out WindowArguments rows) || !Along(context, "Width", rows, out WindowArguments columns))
        {
            return false;
        }

        rows = rows with { Filters = filters, Groups = groups };
        columns = columns with { Filters = filters, Groups = groups };
        window = columns == rows ? rows : rows with { Columns = columns };
        return true;
    }

    private static bool Along(LayerContext context, string suffix, WindowArguments rows, out WindowArguments window)
    {
        window = default;
        bool isWidth = suffix.Length > 0;
        if (!context.Size("Kernel" + suffix, out int kernel, isWidth ? rows.Kernel : 0)
            || !context.Size("Stride" + suffix, out int stride, isWidth ? rows.Stride : 1)
            || !context.Size("Padding" + suffix, out int padding, isWidth && !context.Spec.Bool("Same") ? rows.Padding : 0, minimum: 0)
            || !context.Size("Dilation", out int dilation, otherwise: 1))
        {
            return false;
        }

        if (!context.Spec.Bool("Same"))
        {
            window = new(0, kernel, stride, padding, padding, dilation, 1);
            return true;
        }

        if (stride != 1 || padding != 0)
        {
            (string argument, int value, int wanted) = stride != 1 ? ("Stride" + suffix, stride, 1) : ("Padding" + suffix, padding, 0);
            context.Fail(ErrorId.OutOfRange, argument, $"{argument} of '{context.Spec.Kind}' must be {wanted} beside Same = true, not {LayerText.Number(value)}");
            return false;
        }

        long reach = Windows.Span(kernel, dilation) - 1;
        window = new(0, kernel, 1, reach / 2, reach - (reach / 2), dilation, 1);
        return true;
    }

    /// <summary>Conv1d and Conv2d.</summary>
    /// <returns>False after an error.</returns>
    public static bool Convolution(LayerContext context, out WindowArguments window)
    {
        window = default;
        return context.Size("channels", out int filters)
            && context.Size("Groups", out int groups, otherwise: 1)
            && Windows2d(context, filters, groups, out window)
            // Another number of groups might not divide the input's channels, which are not known here: no mend.
            && context.Divides("Groups", groups, "Channels", filters, blamePrevious: false, isFit: _ => false);
    }

    /// <summary>MaxPool1d, AvgPool1d, MaxPool2d and AvgPool2d.</summary>
    /// <returns>False after an error.</returns>
    public static bool Pool(LayerContext context, out WindowArguments window)
    {
        window = default;
        if (!context.Size("size", out int size)
            || !context.Size("Stride", out int stride, otherwise: size)
            || !context.Size("Padding", out int padding, minimum: 0))
        {
            return false;
        }

        if (padding > size / 2)
        {
            context.Fail(ErrorId.OutOfRange, "Padding", $"Padding of '{LayerText.Of(context.Spec)}' must be at most half of its size, {size / 2}, not {LayerText.Number(padding)}");
            return false;
        }

        window = new(0, size, stride, padding, padding, 1, 1);
        return true;
    }

    /// <summary>The windows over a sequence, and the time axis behind them.</summary>
    public (TimeWindows Windows, Axis Steps) OverTime(LayerContext context, Value x) =>
        (new(Filters, Kernel, Stride, Padding, EndPadding, Dilation, Groups),
            context.Lowering.Windows(x.Type.Axes[1], Padding + EndPadding, Windows.Span(Kernel, Dilation), Stride, LayerText.Of(context.Spec), extends: x.Mask is not null));

    /// <summary>At least one window fits into an image, or an error at the argument that holds the window's size.</summary>
    public bool FitsImage(LayerContext context, Value x)
    {
        (long height, long width) = (x.Type.Extent(2), x.Type.Extent(3));
        WindowArguments columns = Columns;
        if (_columns is null)
        {
            return Fits(context, "Kernel", x, height, width);
        }

        bool rowsFit = height + Padding + EndPadding >= Windows.Span(Kernel, Dilation);
        if (rowsFit && width + columns.Padding + columns.EndPadding >= Windows.Span(columns.Kernel, Dilation))
        {
            return true;
        }

        string argument = !rowsFit || !context.Spec.Has("KernelWidth") ? "Kernel" : "KernelWidth";
        context.Fail(
            ErrorId.WindowTooLarge,
            argument,
            $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: its window of {Windows.Span(Kernel, Dilation)} x {Windows.Span(columns.Kernel, Dilation)} is larger than {LayerText.Number(height + Padding + EndPadding)} x {LayerText.Number(width + columns.Padding + columns.EndPadding)}",
            blamePrevious: true,
            mend: Largest(argument == "KernelWidth" ? [width] : context.Spec.Has("KernelWidth") ? [height] : [height, width], argument == "KernelWidth" ? columns.Padding + columns.EndPadding : Padding + EndPadding) is > 0 and var largest
                ? Mend.Set(argument, largest) : null);
        return false;
    }

    /// <summary>At least one window fits into each of the sizes, or an error at the argument that holds the window's.</summary>
    public bool Fits(LayerContext context, string argument, Value x, params long[] sizes)
    {
        long span = Windows.Span(Kernel, Dilation), padding = Padding + EndPadding;
        foreach (long size in sizes)
        {
            if (size + padding < span)
            {
                string Over(long each) => LayerText.Number(each + padding);
                string window = sizes.Length == 1 ? $"{span}" : $"{span} x {span}";
                string room = sizes.Length == 1 ? Over(sizes[0]) : $"{Over(sizes[0])} x {Over(sizes[1])}";
                context.Fail(
                    ErrorId.WindowTooLarge,
                    argument,
                    $"'{LayerText.Of(context.Spec)}'{context.After} gets {x.Type.ExampleText}: its window of {window} is larger than {room}{(padding > 0 ? " with padding" : "")}",
                    blamePrevious: true,
                    mend: Largest(sizes, padding) is > 0 and var largest ? Mend.Set(argument, largest) : null);
                return false;
            }
        }

        return true;
    }

    /// <summary>The largest window that fits.</summary>
    private long Largest(long[] sizes, long padding) => ((sizes.Min() + padding - 1) / Math.Max(1, Dilation)) + 1;
}
