using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>What a layer sees while it is lowered: its own arguments, the place in the graph, and where errors go.</summary>
internal sealed class LayerContext(Lowering lowering, SequenceScope scope, LayerSpec spec, LayerSpec? previous, LayerName name)
{
    public static Value Unknown { get; } = new("unknown", TensorType.Unknown);

    public Lowering Lowering { get; } = lowering;

    public SequenceScope Scope { get; } = scope;

    public LayerSpec Spec { get; } = spec;

    /// <summary>What the layer is applied to.</summary>
    public Value Input { get; init; } = Unknown;

    /// <summary>Further inputs of a block in a graph method.</summary>
    public IReadOnlyList<Value> More { get; init; } = [];

    /// <summary>In a graph method: activations take numbers along any axes there.</summary>
    public bool IsStep { get; init; }

    /// <summary>In a graph method: its scopes.</summary>
    public IReadOnlyList<SequenceScope> Scopes { get; init; } = [];

    /// <summary>In a graph method: some input of it.</summary>
    public Value AnyInput { get; init; } = Unknown;

    /// <summary>In a graph method: all values so far.</summary>
    public IReadOnlyList<Value> Known { get; init; } = [];

    /// <summary>In a graph method: what made each operand.</summary>
    public IReadOnlyList<LayerSpec?> Makers { get; init; } = [];

    public GraphBuilder Builder => Scope.Builder;

    /// <summary>camelCase, for local variables of emitted code.</summary>
    public string Name => name.Local;

    public LayerName FullName => name;

    /// <param name="argument">One of the layer's, or of the operation's operands; where it is not written, the fault is at the call.</param>
    /// <param name="cause">Another place that explains the fault.</param>
    /// <param name="makers">Of operands that disagree: where they come from.</param>
    public Value Fail(ErrorId id, string? argument, string message, bool blamePrevious = false, Mend? mend = null, SourceRef? cause = null, IReadOnlyList<SourceRef>? makers = null)
    {
        var source = argument is not null && (makers is not null || Spec.Has(argument.Split('[')[0])) ? Spec.Source.At(argument) : Spec.Source with { Argument = null };
        var related = new List<SourceRef>();
        if (blamePrevious && previous is not null)
        {
            related.Add(previous.Source);
        }

        if (cause is { } place && !related.Contains(place))
        {
            related.Add(place);
        }

        related.AddRange(makers ?? []);
        message = LayerText.IsCall(Spec) ? LayerText.AsCall(message) : message;
        Lowering.Report(new ModelError(id, source, message, new([.. related, .. Scope.User is { } user ? new[] { user } : []]), mend));
        return Unknown;
    }

    /// <summary>The layer gets a type that it does not accept; <paramref name="advice"/> says what would help.</summary>
    public Value RefuseInput(Value x, string advice, Mend? mend = null) => Fail(
        ErrorId.WrongInput,
        null,
        $"'{LayerText.Of(Spec)}'{After} gets {x.Type.ExampleText}: {advice}",
        blamePrevious: true,
        mend);

    /// <summary>Whether a <c>WeightName</c> in braces names as many maps as the layer has.</summary>
    /// <returns>False after an error.</returns>
    public bool Names(Layer layer)
    {
        IReadOnlyList<string> forms = name.Files.Count == 0 ? [] : layer.WeightForms(this);
        if (name.Files.Count == 0 || forms.Any(form => form.Split(',').Length == name.Files.Count))
        {
            return true;
        }

        string rule = forms.Count == 0 ? "must be one name, without braces" : $"must name {string.Join(" or ", forms)}, not {name.Files.Count}";
        Fail(ErrorId.OutOfRange, "WeightName", $"WeightName \"{Spec.Text("WeightName")}\" of '{LayerText.Of(Spec)}' {rule}");
        return false;
    }

    /// <summary>This layer, behind those that use the blocks around it.</summary>
    public LayerSpec[] Layers => [.. Scope.Within, Spec];

    /// <summary>How many maps the user has named in braces; 0 for none.</summary>
    public int NamedMaps => name.Files.Count;

    /// <summary>The prefix of one of the layer's maps in weight files, relative to the layer's own.</summary>
    public string Map(int index, string otherwise) => name.Files.Count > 0 ? name.Files[index] : otherwise;

    /// <summary>A standard deviation of first values. 0, where that is the default, stands for another rule.</summary>
    public bool Deviation(string argument, double otherwise, out double value) => otherwise > 0
        ? Real(argument, otherwise, float.Epsilon, float.PositiveInfinity, "a number above 0", out value)
        : Real(argument, otherwise, 0, float.PositiveInfinity, "a number of at least 0", out value);

    public string After => previous is null ? "" : $" after '{LayerText.Of(previous)}'";

    public LayerSpec? Previous => previous;

    /// <summary>A size, count or stride: at least <paramref name="minimum"/>, and representable.</summary>
    /// <returns>False after an error.</returns>
    public bool Size(string argument, out int value, long otherwise = 0, long minimum = 1)
    {
        long size = Spec.Int(argument, otherwise);
        value = (int)System.Math.Max(System.Math.Min(size, int.MaxValue), int.MinValue);
        if (!Spec.Has(argument))
        {
            // Left out without a default: C# itself reports it, and nothing can be said about this layer.
            return otherwise >= minimum;
        }

        if (size >= minimum)
        {
            return true;
        }

        Fail(ErrorId.OutOfRange, argument, $"{Label(argument)} of '{Spec.Kind}' must be at least {minimum}, not {LayerText.Number(size)}");
        return false;
    }

    public bool Real(string argument, double otherwise, double minimum, double limit, string range, out double value)
    {
        // Emitted code computes in single precision: 1 - 1e-9 would round to a rate of 1, and 1e300 to infinity.
        value = Spec.Real(argument, otherwise);
        if ((float)value >= (float)minimum && (float)value < (float)limit)
        {
            return true;
        }

        Fail(ErrorId.OutOfRange, argument, $"{Label(argument)} of '{Spec.Kind}' must be {range}, not {LayerText.Number(value)}");
        return false;
    }

    /// <summary>Divides exactly, or reports at the argument.</summary>
    /// <param name="isFit">What else a divisor must be for the mend; one that can never fit is not offered.</param>
    public bool Divides(string argument, long divisor, string what, long size, bool blamePrevious, System.Func<long, bool>? isFit = null)
    {
        if (size % divisor == 0)
        {
            return true;
        }

        Fail(ErrorId.NotDivisible, argument, $"{what} {size} is not divisible by {Label(argument)} {divisor} (remainder {size % divisor})", blamePrevious, Divisors.Nearest(argument, size, divisor, isFit));
        return false;
    }

    /// <summary>A product of sizes that fits <c>int</c>, or an error at the argument.</summary>
    public bool Fits(string argument, params long[] sizes)
    {
        long product = Sizes.Product(sizes);
        if (product <= int.MaxValue)
        {
            return true;
        }

        Fail(ErrorId.TooLarge, argument, $"'{LayerText.Of(Spec)}' needs {string.Join(" x ", sizes)} values, more than {int.MaxValue}");
        return false;
    }

    /// <summary>Declares a parameter <c>Member.Leaf</c>, named <c>file.leaf</c> in weight files.</summary>
    public Value Parameter(string leaf, Initial initial, params long[] sizes) => Declare([leaf], Lower(leaf), initial, sizes);

    public Value Parameter(string[] path, string file, Initial initial, params long[] sizes) => Declare(path, file, initial, sizes);

    public Value Declare(
        IReadOnlyList<string> path,
        string file,
        Initial initial,
        long[] sizes,
        bool transposed = false,
        IReadOnlyList<ParameterPart>? parts = null,
        bool partsInFile = false,
        long zeroRow = -1,
        double offset = 0,
        int byHead = 0,
        int leading = 0)
    {
        var declaration = new ParameterDecl(new([.. path]), file, new(sizes), initial, transposed, new([.. parts ?? []]), partsInFile) { ZeroRow = zeroRow, Offset = offset, ByHead = byHead, Leading = leading };
        return Add(declaration);
    }

    /// <summary>Values that stand in formulas as themselves, named as the layer.</summary>
    public Value Learned(Initial initial, Axis[] axes) => Add(Own(default, "", initial, axes));

    /// <summary>The same, one of the layer's parameters.</summary>
    public Value Learned(string leaf, Initial initial, Axis[] axes) => Add(Own(new(leaf), Lower(leaf), initial, axes));

    private static ParameterDecl Own(EquatableArray<string> path, string file, Initial initial, Axis[] axes) =>
        new(path, file, new([.. axes.Select(axis => axis.Size.Constant).DefaultIfEmpty(1)]), initial) { Axes = new(axes) };

    /// <summary>Declares what is saved with the model but not trained.</summary>
    public Value Buffer(string leaf, string file, Initial initial, params long[] sizes)
    {
        return Add(new ParameterDecl(new(leaf), file, new(sizes), initial, IsBuffer: true));
    }

    // A later call of a shared layer has the parameters of the first one.
    private Value Add(ParameterDecl declaration)
    {
        ParameterDecl placed = declaration.Under(name.Path, name.File).Under(Scope.Path, Scope.File);
        if (!Scope.IsLater || Builder.FindParameter(placed.Path) is not { } known)
        {
            return Builder.Parameter(placed, Layers);
        }

        if (known.Parameter!.Sizes != placed.Sizes)
        {
            Fail(ErrorId.SharedMismatch, null, $"'{LayerText.Of(Spec)}' of a shared layer gets {Input.Type.ExampleText} and would need {Leaf(placed)} [{string.Join(", ", placed.Sizes)}], but at its first call it was [{string.Join(", ", known.Parameter.Sizes)}]");
            return Builder.Parameter(placed, Layers); // so that the op has what it takes; the model is refused
        }

        return known;
    }

    private static string Leaf(ParameterDecl parameter) => parameter.Path[parameter.Path.Count - 1];

    /// <summary>1 where a step of a sequence is real, 0 where it is padding; null where all are real.</summary>
    public Value? Mask(Value x) => x.Mask?.In(Builder);

    public static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);

    // 'outFeatures' is a constructor's parameter; a message reads better with the property-like spelling.
    private static string Label(string argument) => argument.Length == 0 ? argument : char.ToUpperInvariant(argument[0]) + argument.Substring(1);
}
