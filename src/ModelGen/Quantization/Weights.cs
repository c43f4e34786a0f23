namespace ModelGen.Quantization;

/// <summary>How a model holds the weights of its products.</summary>
public enum Weights
{
    /// <summary>32 bits: what is trained.</summary>
    Float32,

    /// <summary>16 bits: the upper half of a float, rounded to nearest.</summary>
    BFloat16,

    /// <summary>8 bits: whole numbers from -127 to 127, and a scale for each row (each output channel).</summary>
    Int8,

    /// <summary>4 bits: whole numbers from -8 to 7, and a scale for each 32 numbers of a row; 5 bits a weight with the scales.</summary>
    Int4,
}
