using System;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.TextNumbers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>Input, Sequence and Tokens: the type that a model begins with.</summary>
internal static class LowerInput
{
    // The input of a pipeline has no name of its own.
    private const string Name = "input";

    /// <returns>Null after an error.</returns>
    public static InputDecl? Run(LayerSpec spec, Action<ModelError> report) => spec.Kind switch
    {
        "Input" => Plain(spec, report),
        "Sequence" => Sequence(spec, report),
        "Tensor" => NamedAxes.Run(spec, report) is { } axes ? new(Name, TensorType.Batch(DType.F32, axes)) : null,
        "Scalar" => new(Name, TensorType.Batch(DType.F32, Axis.Feature(1))),
        "Id" => AtLeastOne(spec, "count", report) && NamedAxes.Run(spec, report) is { } axes ? new(Name, TensorType.Batch(DType.I32, axes), spec.Int("count", 1)) : null,
        _ => Tokens(spec, report),
    };

    /// <summary>Says which steps of an input are real, where it has padding.</summary>
    public static void Mask(Value input)
    {
        if (input.Declaration is { Separator: >= 0 and var separator } texts)
        {
            input.Mask = new Mask(own => own.Add(new TextNumbersOp(separator, texts.Padding), "texts", input)) { HasTexts = true };
        }
        else if (input.Declaration is { Padding: >= 0 and var padding })
        {
            input.Mask = new Mask(own => own.Add(new PaddingMaskOp(padding), "mask", input));
        }
    }

    private static InputDecl? Plain(LayerSpec spec, Action<ModelError> report)
    {
        if (!spec.Has("sizes"))
        {
            return null; // half-typed: C# reports it
        }

        long[] sizes = [.. spec.Ints("sizes")];
        if (sizes.Length is < 1 or > 3)
        {
            return Fail(spec, "sizes", ErrorId.OutOfRange, $"Input takes one, two or three sizes, not {sizes.Length}", report);
        }

        int wrong = Array.FindIndex(sizes, size => size < 1);
        if (wrong >= 0)
        {
            return Fail(spec, $"sizes[{wrong}]", ErrorId.OutOfRange, $"Sizes of 'Input' must be at least 1, not {LayerText.Number(sizes[wrong])}", report);
        }

        if (Sizes.Product(sizes) > int.MaxValue)
        {
            return Fail(spec, "sizes", ErrorId.TooLarge, $"'{LayerText.Of(spec)}' has {string.Join(" x ", sizes)} values, more than {int.MaxValue}", report);
        }

        Axis[] axes = sizes.Length switch
        {
            1 => [Axis.Feature(sizes[0])],
            2 => [.. sizes.Select(Axis.Plain)],
            _ => [new(AxisRole.Channel, Dim.Of(sizes[0])), new(AxisRole.Height, Dim.Of(sizes[1])), new(AxisRole.Width, Dim.Of(sizes[2]))],
        };
        return new(Name, TensorType.Batch(DType.F32, axes));
    }

    private static InputDecl? Sequence(LayerSpec spec, Action<ModelError> report) =>
        AtLeastOne(spec, "features", report) && AtLeastOne(spec, "MaxLength", report) && IsNamed(spec, report)
            ? new(Name, TensorType.Batch(DType.F32, Steps(spec, "MaxLength"), Axis.Feature(spec.Int("features", 1))))
            : null;

    private static InputDecl? Tokens(LayerSpec spec, Action<ModelError> report)
    {
        if (!AtLeastOne(spec, "Vocabulary", report) || !AtLeastOne(spec, "Context", report) || !IsNamed(spec, report))
        {
            return null;
        }

        long vocabulary = spec.Int("Vocabulary", 1);
        long padding = spec.Int("Padding", -1);
        if (spec.Bool("Segments") && InputDecl.Segments * vocabulary > int.MaxValue)
        {
            return Fail(spec, "Vocabulary", ErrorId.TooLarge, $"Vocabulary {vocabulary} is too large for two segments: 2 x {vocabulary} ids are more than {int.MaxValue}", report);
        }

        long separator = spec.Int("Separator", -1);
        if (separator < -1 || separator >= vocabulary || (separator >= 0 && spec.Bool("Segments")))
        {
            string rule = separator >= 0 && spec.Bool("Segments") ? "is for tokens without Segments: leave one of them out" : $"must be an id below Vocabulary {vocabulary}, or -1 for none, not {LayerText.Number(separator)}";
            return Fail(spec, "Separator", ErrorId.OutOfRange, $"Separator of 'Tokens' {rule}", report);
        }

        return padding < -1 || padding >= vocabulary
            ? Fail(spec, "Padding", ErrorId.OutOfRange, $"Padding of 'Tokens' must be an id below Vocabulary {vocabulary}, or -1 for none, not {LayerText.Number(padding)}", report)
            : new(Name, TensorType.Batch(DType.I32, Steps(spec, "Context")), vocabulary, padding, spec.Bool("Segments")) { Separator = separator };
    }

    private static Axis Steps(LayerSpec spec, string maximum) => Axis.Time(spec.Int(maximum, 1)) with { Name = spec.Text("Axis") ?? "" };

    private static bool IsNamed(LayerSpec spec, Action<ModelError> report)
    {
        if (spec.Text("Axis") is not { } name || (CSharpNames.IsIdentifier(name) && name is not ("B" or "F" or "C" or "H" or "W" or "T")))
        {
            return true;
        }

        Fail(spec, "Axis", ErrorId.OutOfRange, $"Axis of '{spec.Kind}' must be a name of its own, such as \"S\", not \"{name}\"", report);
        return false;
    }

    // A required argument that is missing is the compiler's own CS9035; here it counts as 1 so that nothing else is said.
    private static bool AtLeastOne(LayerSpec spec, string argument, Action<ModelError> report)
    {
        long value = spec.Int(argument, 1);
        if (value >= 1)
        {
            return true;
        }

        Fail(spec, argument, ErrorId.OutOfRange, $"{CSharpNames.Pascal(argument)} of '{spec.Kind}' must be at least 1, not {LayerText.Number(value)}", report);
        return false;
    }

    private static InputDecl? Fail(LayerSpec spec, string argument, ErrorId id, string message, Action<ModelError> report)
    {
        report(new(id, spec.Has(argument.Split('[')[0]) ? spec.Source.At(argument) : spec.Source, message));
        return null;
    }
}
