using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Presets.Pretrained.Json;

namespace ModelGen.Compiler.Presets.Pretrained;

/// <summary>
/// The fields of a configuration. Each that is asked for counts as known; what is left over at the end and might change numbers is a fault (<see cref="HarmlessFields"/>).
/// </summary>
/// <param name="file">What messages call it.</param>
internal sealed class ConfigReader(string file, JsonValue config)
{
    private const int MostTokens = 1 << 30;

    private readonly HashSet<string> _known = new(System.StringComparer.Ordinal);

    public string File => file;

    /// <summary>Null where the field is absent or null.</summary>
    public JsonValue? Find(string name)
    {
        _known.Add(name);
        return config.Members.TryGetValue(name, out JsonValue? value) && value.Kind != JsonKind.Null ? value : null;
    }

    /// <summary>The field is not there at all: what reads such files takes its own default, where null means none.</summary>
    public bool IsAbsent(string name) => !config.Members.ContainsKey(name);

    /// <summary>Fields that say nothing about this family's numbers.</summary>
    public void Skip(params string[] names) => _known.UnionWith(names);

    /// <summary>A size: from 1 to what an int holds.</summary>
    public int Size(string name, int? otherwise = null) => Number(name, otherwise, 1);

    /// <summary>An id: at least 0, or -1 where there is none.</summary>
    public int Id(string name, int otherwise) => Number(name, otherwise, -1);

    public double Real(string name, double? otherwise = null)
    {
        JsonValue? value = Find(name);
        return value is null ? otherwise ?? throw Missing(name)
            : value.Kind == JsonKind.Number && !double.IsNaN(value.Real) && !double.IsInfinity(value.Real) ? value.Real
            : throw Wrong(name, value, "must be a number");
    }

    /// <summary>What norms add: above 0, as a float too, and below 1.</summary>
    public double Epsilon(string name, double otherwise)
    {
        double value = Real(name, otherwise);
        return (float)value is > 0 and < 1 ? value : throw Wrong(name, Find(name)!, "must be a number above 0 and below 1");
    }

    /// <summary>The number of token ids: there may be two segments of them.</summary>
    public int Vocabulary()
    {
        int size = Size("vocab_size");
        return size <= MostTokens ? size : throw Wrong("vocab_size", Find("vocab_size")!, $"must be at most {LayerText.Number(MostTokens)}");
    }

    public bool Truth(string name, bool otherwise)
    {
        JsonValue? value = Find(name);
        return value is null ? otherwise : value.Kind == JsonKind.Truth ? value.Truth : throw Wrong(name, value, "must be true or false");
    }

    public string? Text(string name)
    {
        JsonValue? value = Find(name);
        return value is null ? null : value.Kind == JsonKind.Text ? value.Text : throw Wrong(name, value, "must be a text");
    }

    /// <summary>A list of texts; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        JsonValue? value = Find(name);
        return value is null ? []
            : value.Kind == JsonKind.List && value.Items.All(item => item.Kind == JsonKind.Text) ? [.. value.Items.Select(item => item.Text)]
            : throw Wrong(name, value, "must be a list of texts");
    }

    /// <summary>A list of sizes; empty where there is none.</summary>
    public IReadOnlyList<int> Sizes(string name)
    {
        JsonValue? value = Find(name);
        return value is null ? []
            : value.Kind == JsonKind.List && value.Items.Count <= 1000 && value.Items.All(item => item.Whole is >= 1 and <= int.MaxValue) ? [.. value.Items.Select(item => (int)item.Whole!.Value)]
            : throw Wrong(name, value, $"must be a list of whole numbers from 1 to {int.MaxValue}");
    }

    /// <summary>A list of numbers; empty where there is none.</summary>
    public IReadOnlyList<double> Reals(string name)
    {
        JsonValue? value = Find(name);
        return value is null ? []
            : value.Kind == JsonKind.List && value.Items.Count <= 10000 && value.Items.All(item => item.Kind == JsonKind.Number) ? [.. value.Items.Select(item => item.Real)]
            : throw Wrong(name, value, "must be a list of numbers");
    }

    /// <summary>An object's own reader; null where there is none.</summary>
    public ConfigReader? Object(string name)
    {
        JsonValue? value = Find(name);
        return value is null ? null : value.Kind == JsonKind.Object ? new($"{file}, {name}", value) : throw Wrong(name, value, "must be an object");
    }

    public int MemberCount => config.Members.Count;

    /// <summary>A field that says again what another says; which of them counts where they differ, nobody knows.</summary>
    public void Same(string again, string name)
    {
        if (Find(again) is { } value && Find(name) is { } own && (value.Kind != JsonKind.Number || value.Real != own.Real))
        {
            throw Wrong(again, value, $"must be that of {name}, {own.Shown}");
        }
    }

    /// <summary>Fields that must have the value that this compiler's form of the family has.</summary>
    public void Require(string name, bool wanted)
    {
        if (Truth(name, wanted) != wanted)
        {
            throw Unknown(name, config.Members[name], $"only {(wanted ? "true" : "false")} is known");
        }
    }

    /// <inheritdoc cref="Require"/>
    public void Only(string name, int wanted)
    {
        if (Id(name, wanted) != wanted)
        {
            throw Unknown(name, config.Members[name], $"only {LayerText.Number(wanted)} is known");
        }
    }

    /// <summary>Names the first field that was not asked for, is not null, and is not known to be harmless.</summary>
    /// <param name="ignored">The user's own list.</param>
    public void Finish(IReadOnlyCollection<string> ignored)
    {
        string[] left =
        [
            .. config.Members.Where(member => member.Value.Kind != JsonKind.Null && !_known.Contains(member.Key) && !HarmlessFields.Has(member.Key, member.Value) && !ignored.Contains(member.Key))
                .Select(member => $"\"{JsonValue.Clip(member.Key)}\": {member.Value.Shown}"),
        ];
        if (left.Length > 0)
        {
            string more = left.Length > 4 ? $" and {left.Length - 4} more" : "";
            throw new ConfigFault(ErrorId.ConfigUnknown, $"{file} has fields that are not known and may change numbers: {string.Join(", ", left.Take(4))}{more}; name those that do not in Ignore");
        }
    }

    public ConfigFault Unknown(string name, JsonValue value, string rule) => new(ErrorId.ConfigUnknown, $"{file}: {name} is {value.Shown}, and {rule}");

    public ConfigFault Wrong(string name, JsonValue value, string rule) => new(ErrorId.ConfigWrong, $"{file}: {name} {rule}, not {value.Shown}");

    public ConfigFault Missing(string name) => new(ErrorId.ConfigWrong, $"{file} has no {name}: get the file again from where the checkpoint was published");

    private int Number(string name, int? otherwise, int least)
    {
        JsonValue? value = Find(name);
        if (value is null)
        {
            return otherwise ?? throw Missing(name);
        }

        return value.Kind == JsonKind.Number && value.Whole is { } whole && whole >= least && whole <= int.MaxValue
            ? (int)whole
            : throw Wrong(name, value, $"must be a whole number from {LayerText.Number(least)} to {int.MaxValue}");
    }
}
