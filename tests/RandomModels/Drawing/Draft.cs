using System;
using System.Collections.Generic;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Drawing;

using Layer = ModelGen.RandomModels.Declarations.Layer;

/// <summary>A model that is being drawn.</summary>
internal sealed class Draft(Dice dice, bool hasPadding, long budget)
{
    private int _names;

    public Dice Dice { get; } = dice;

    /// <summary>The input is tokens of which some are padding.</summary>
    public bool HasPadding { get; } = hasPadding;

    public List<Block> Blocks { get; } = [];

    /// <summary>Multiplications that are left for the whole batch.</summary>
    public long Budget { get; private set; } = budget;

    /// <summary>Windows over time were drawn.</summary>
    public bool HasTimeWindows { get; set; }

    /// <summary>From here on no more than this is spent.</summary>
    public void Limit(long budget) => Budget = Math.Min(Budget, budget);

    /// <summary>Takes from the budget; false, and nothing taken, if it does not suffice.</summary>
    public bool Spend(long cost)
    {
        if (cost > Budget) return false;
        Budget -= cost;
        return true;
    }

    public string Name() => "n" + ++_names;

    /// <summary>A layer with a name of its own, under which the oracle finds its parameters.</summary>
    public Layer Named(string kind, params int[] sizes) => new Layer(kind, sizes).With("Name", Name());
}
