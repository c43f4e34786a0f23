using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Tests.Emitted;

/// <summary>A declaration drawn at random: pipelines and blocks in blocks, every layer that keeps a chain valid.</summary>
internal sealed class RandomModel
{
    public const int Context = 6;
    public const int Vocabulary = 13;

    private static readonly int[] s_widths = [4, 6, 8, 12];
    private readonly Random _random;
    private readonly List<(string Name, int Width, bool HasTime)> _blocks = [];
    private readonly List<string> _declarations = [];
    private readonly bool _causal;
    private readonly bool _dropout;
    private bool _hasTime;
    private int _width;

    public RandomModel(int seed)
    {
        _random = new Random(seed);
        Name = "M" + seed;
        int kind = _random.Next(4);
        (IsTokens, _hasTime) = (kind >= 2, kind >= 1);
        _dropout = _random.Next(3) == 0;
        _causal = IsTokens && _random.Next(2) == 0;
        bool padding = IsTokens && !_causal && _random.Next(2) == 0;
        var layers = new List<string> { Input(kind, padding) };
        if (IsTokens)
        {
            _width = Pick(s_widths);
            layers.Add($"Embedding({_width})");
        }
        else if (kind == 0 && _random.Next(3) == 0)
        {
            layers[0] = $"Input(2, {_width / 2}, 1)";
            layers.Add("Flatten");
        }

        Body(layers, 1 + _random.Next(5), depth: 0);
        if (_hasTime && !_causal && _random.Next(2) == 0)
        {
            layers.Add(Pick("TakeFirst", "TakeLast", "GlobalMaxPool", "GlobalAveragePool"));
            _hasTime = false;
            Body(layers, _random.Next(3), depth: 1);
        }

        if (_causal)
        {
            layers.Add($"Linear({Vocabulary})");
        }
        else if (_random.Next(2) == 0)
        {
            layers.Add("Linear(5)");
        }

        if (_random.Next(2) == 0)
        {
            layers.Add(_random.Next(2) == 0 ? "Loss(Loss.MeanSquaredError)" : "Loss(Loss.CrossEntropy)");
        }

        Source = string.Concat(_declarations) + $"[Model, {string.Join(", ", layers)}]\npublic partial class {Name};\n";
    }

    public string Name { get; }

    public string Source { get; }

    public bool IsTokens { get; }

    public bool IsRandom => Source.Contains("Dropout(0.2)", StringComparison.Ordinal) || Source.Contains("Dropout = ", StringComparison.Ordinal);

    private string Input(int kind, bool padding)
    {
        _width = Pick(s_widths);
        return kind switch
        {
            0 => $"Input({_width})",
            1 => $"Sequence({_width}, MaxLength = {Context})",
            _ => $"Tokens(Vocabulary = {Vocabulary}, Context = {Context}{(padding ? ", Padding = 0" : "")})",
        };
    }

    private void Body(List<string> layers, int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            layers.Add(Layer(depth));
        }
    }

    private string Layer(int depth)
    {
        int choice = _random.Next(depth < 3 ? 14 : 9);
        switch (choice)
        {
            case 0 or 1:
                _width = Pick(s_widths);
                return $"Linear({_width}{(_random.Next(3) == 0 ? ", Bias = false" : "")})";
            case 2 or 3:
                return Pick("Relu", "Gelu", "Gelu(Tanh = true)", "Silu", "Tanh", "Sigmoid");
            case 4:
                return Pick("LayerNorm", "RmsNorm", "LayerNorm(Epsilon = 1e-3)");
            case 5:
                return Pick("Softmax", $"SwiGlu({Pick(s_widths)})", $"SwiGlu({Pick(s_widths)}, Bias = true)");
            case 6:
                return _dropout ? "Dropout(0.2)" : "Dropout(0)";
            case 7 when _hasTime:
                return Pick("PositionEmbedding", "SinusoidalPosition");
            case 8 when _hasTime:
                string causal = _causal || _random.Next(2) == 0 ? ", Causal = true" : "";
                string rotary = _width % 4 == 0 && _random.Next(2) == 0 ? ", Rotary = true" : "";
                return $"SelfAttention(Heads = 2{Pick("", ", KvHeads = 1")}{causal}{rotary}{(_dropout && _random.Next(2) == 0 ? ", Dropout = 0.1" : "")}{Pick("", ", Bias = false")})";
            case 7 or 8:
                return "Tanh";
            case 9 or 10:
                return $"Residual<{Block(depth)}>";
            case 11:
                return $"Repeat<{Block(depth)}>({Pick(1, 2, 3)})";
            default:
                return $"Use<{Block(depth)}>";
        }
    }

    // A block that is there already is called, one that is used once is written in place: both ways are wanted.
    private string Block(int depth)
    {
        var fitting = _blocks.Where(block => block.Width == _width && block.HasTime == _hasTime).ToList();
        if (fitting.Count > 0 && _random.Next(2) == 0)
        {
            return fitting[_random.Next(fitting.Count)].Name;
        }

        int width = _width;
        var layers = new List<string>();
        Body(layers, 1 + _random.Next(3), depth + 1);
        if (_width != width)
        {
            _width = width;
            layers.Add($"Linear({width})");
        }

        string name = $"{Name}Block{_declarations.Count}";
        _blocks.Add((name, width, _hasTime));
        _declarations.Add($"[Block, {string.Join(", ", layers)}]\npublic partial class {name};\n");
        return name;
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
