using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.RandomModels.Declarations;

/// <summary>One attribute, as it is written: <c>Conv2d(5, Kernel = 3)</c>.</summary>
internal sealed class Layer(string kind, params int[] sizes)
{
    private readonly Dictionary<string, object> _named = [];

    public string Kind { get; } = kind;

    /// <summary>The arguments without a name.</summary>
    public int[] Sizes { get; } = sizes;

    /// <summary>The first argument without a name, where it is no whole number.</summary>
    public double? Rate { get; init; }

    /// <summary>The block of Residual, Repeat and Use.</summary>
    public Block? Block { get; init; }

    public string Name => (string)_named["Name"];

    /// <summary>Adds an argument: an int, a double, a bool, or a text.</summary>
    public Layer With(string name, object value)
    {
        _named[name] = value;
        return this;
    }

    /// <summary>The same layer under another name.</summary>
    public Layer Called(string name)
    {
        Layer other = new(Kind, Sizes) { Rate = Rate, Block = Block };
        foreach ((string key, object value) in _named)
        {
            other.With(key, value);
        }

        return other.With("Name", name);
    }

    public int Int(string name, int otherwise = 0) => _named.TryGetValue(name, out object? value) ? (int)value : otherwise;

    public double Real(string name, double otherwise = 0) => _named.TryGetValue(name, out object? value) ? (double)value : otherwise;

    public bool Flag(string name, bool otherwise = false) => _named.TryGetValue(name, out object? value) ? (bool)value : otherwise;

    /// <summary>A loss of this kind.</summary>
    public bool Is(string loss) => _named.TryGetValue("loss", out object? value) && (string)value == loss;

    public override string ToString()
    {
        IEnumerable<string> arguments = Sizes.Select(Text)
            .Concat(Rate is { } rate ? [Literal(rate)] : [])
            .Concat(Kind == "Loss" ? ["Loss." + _named["loss"]] : [])
            .Concat(_named.Where(pair => pair.Key != "loss").Select(pair => $"{pair.Key} = {Literal(pair.Value)}"));
        string inside = string.Join(", ", arguments);
        return Kind + (Block is null ? "" : $"<{Block.Name}>") + (inside.Length == 0 ? "" : $"({inside})");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int number => Text(number),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        _ => $"\"{value}\"",
    };
}
