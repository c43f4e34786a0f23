namespace ModelGen.Cpu.Small;

/// <summary>What is known beforehand of the numbers that a matrix is multiplied with; shared by all of its slices.</summary>
internal sealed class SmallInput
{
    /// <summary>The range divided by 127, as files have it; 0: nothing is known, and each row of x is rounded by its own largest number.</summary>
    public float Scale { get; set; }

    /// <summary>The largest magnitude that is not cut off; 0: each row's own.</summary>
    public float Largest => Scale * sbyte.MaxValue;

    /// <summary>Looks at what comes, while data is looked at; else null.</summary>
    public InputRange? Observer { get; set; }
}
