using System;
using System.IO.Enumeration;

namespace ModelGen.Training;

/// <summary>Parameters that an optimizer treats in a way of their own. A parameter belongs to the first group that selects it.</summary>
/// <param name="Selects">Whether a parameter belongs to the group; asked once for each, when the optimizer is made.</param>
public sealed record ParameterGroup(Func<Parameter, bool> Selects)
{
    /// <summary>A factor for the learning rate, at least 0; 0 leaves the parameters as they are.</summary>
    public float LearningRate { get; init; } = 1;

    /// <summary>The group's weight decay; null: the optimizer's.</summary>
    public float? WeightDecay { get; init; }

    /// <summary>Times the sign of each value, added to its gradient: a pull towards 0 of constant strength.</summary>
    public float L1 { get; init; }

    /// <summary>Biases, gains of norms and other vectors do not decay: the usual choice for transformers.</summary>
    public static ParameterGroup NoDecayOnVectors { get; } = new(parameter => !Optimizer.MatricesOnly(parameter)) { WeightDecay = 0 };

    /// <summary>All parameters that no earlier group has.</summary>
    public static ParameterGroup Rest { get; } = new(_ => true);

    /// <summary>A group by the names in weight files.</summary>
    /// <param name="pattern">A name, in which <c>*</c> stands for any characters and <c>?</c> for one: <c>h.0.*</c>, <c>*.bias</c>.</param>
    public static ParameterGroup Named(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return new ParameterGroup(parameter => FileSystemName.MatchesSimpleExpression(pattern, parameter.Name, ignoreCase: false));
    }
}
