namespace ModelGen.Tables;

/// <summary>How numbers are brought to a common size, by what the training rows have.</summary>
public enum Scaling
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>(x - mean) / standard deviation, of the population as in scikit-learn.</summary>
    Standard,

    /// <summary>(x - smallest) / (largest - smallest): 0 to 1 in the training rows, and beyond where later rows are.</summary>
    MinMax,

    /// <summary>(x - median) / (third quartile - first quartile): a few wild values change nothing. Quartiles are interpolated linearly.</summary>
    Robust,
}
