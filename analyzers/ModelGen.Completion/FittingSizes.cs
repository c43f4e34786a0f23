using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Completion;

/// <summary>Sizes that the compiler has nothing against: it is asked with each of a few numbers in the place of the <see cref="Placeholder"/>.</summary>
internal sealed class FittingSizes(ModelSpec spec, TargetEnvironment environment)
{
    private const int Most = 8;

    /// <summary>What may stand at a place, the likelier first.</summary>
    public IEnumerable<FittingSize> Of(SizeSlot slot) => Placeholder.Find(spec) is not { } found ? [] : found.Argument.Name switch
    {
        "sizes" when found.Layer.Kind == "Reshape" => Shapes(found.Argument, slot.Before),
        "outFeatures" => Widths(found.Argument),
        "InFeatures" => Arriving(found.Argument) is { } width ? [new(Text(width), "what arrives")] : [],
        "Heads" or "KvHeads" or "Groups" => Fitting(found.Argument, Enumerable.Range(1, 64).Select(number => (long)number).Where(number => number is <= 16 or 20 or 24 or 32 or 40 or 48 or 64)),
        _ => [],
    };

    /// <summary>Outputs: what the layers behind it ask for; where they ask for nothing, as many as arrive and the model's other sizes.</summary>
    private IEnumerable<FittingSize> Widths(ArgumentSpec argument)
    {
        ModelError[] errors = Errors(spec);
        long? arriving = Arriving(argument);
        IEnumerable<long> known = [.. Mends(errors), .. arriving is { } width ? [width] : (long[])[], .. Placeholder.Others(spec)];
        int before = errors.Length;
        foreach (long number in known.Where(number => number is > 0 and < int.MaxValue).Distinct().Where(number => Errors(With(argument, number)).Length < before || before == 0).Take(Most))
        {
            yield return new(Text(number), before > 0 ? "fits what follows" : number == arriving ? "as many as arrive" : "");
        }
    }

    /// <summary>What a <c>Linear</c> gets: it says so itself when another number is stated.</summary>
    private long? Arriving(ArgumentSpec argument)
    {
        ArgumentSpec stated = ArgumentSpec.Of("InFeatures", (long)Placeholder.Number);
        ModelSpec asked = argument.Name == "InFeatures" ? spec : Placeholder.With(spec, ArgumentSpec.Of(argument.Name, (long)1), stated);
        return Errors(asked).Where(error => error.Id == ErrorId.FeaturesMismatch && error.Mend is { Argument: "InFeatures" }).Select(error => Number(error.Mend!.Value)).FirstOrDefault();
    }

    private IEnumerable<FittingSize> Shapes(ArgumentSpec argument, long[] before)
    {
        long rest = before.Aggregate(1L, (all, size) => all * size);
        long? count = Errors(Placeholder.With(spec, ArgumentSpec.Of(argument.Name, [1L]))).Where(error => error.Id == ErrorId.ReshapeMismatch && error.Mend is not null)
            .Select(error => Number(error.Mend!.Value)).FirstOrDefault();
        if (count is not > 0 || rest <= 0 || count % rest != 0)
        {
            yield break;
        }

        long left = count.Value / rest;
        foreach (long[] sizes in before.Length switch { 0 => Images(left), 1 => [.. Square(left)], 2 => [[left]], _ => (long[][])[] })
        {
            yield return new(string.Join(", ", sizes.Select(Text)), $"{Text(count.Value)} values");
        }
    }

    private static long[][] Images(long count) => [.. new long[] { 1, 3, 4, 8, 16, 32, 64 }.Where(channels => count % channels == 0).SelectMany(channels => Square(count / channels).Select(side => (long[])[channels, .. side])), [count]];

    private static IEnumerable<long[]> Square(long count)
    {
        long side = (long)System.Math.Sqrt(count);
        return side > 1 && side * side == count ? [[side, side]] : [];
    }

    private IEnumerable<FittingSize> Fitting(ArgumentSpec argument, IEnumerable<long> numbers)
    {
        (long Number, int Errors)[] tried = [.. numbers.Select(number => (number, Errors(With(argument, number)).Length))];
        int least = tried.Min(each => each.Errors);
        return tried.Where(each => each.Errors == least).Select(each => new FittingSize(Text(each.Number), ""));
    }

    private ModelSpec With(ArgumentSpec argument, long number) => Placeholder.With(spec, ArgumentSpec.Of(argument.Name, number));

    private ModelError[] Errors(ModelSpec asked) => [.. ModelCompiler.Check(asked, environment).Where(error => ErrorCatalog.All[error.Id].Severity == Severity.Error)];

    private static IEnumerable<long> Mends(IEnumerable<ModelError> errors) => errors.Select(error => error.Mend is { } mend ? Number(mend.Value) : null).OfType<long>();

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
