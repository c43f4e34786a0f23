namespace ModelGen.Weights;

/// <summary>How tensors are written to a GGUF file.</summary>
public enum GgufType
{
    /// <summary>32-bit floats.</summary>
    F32,

    /// <summary>16-bit floats, rounded to nearest.</summary>
    F16,

    /// <summary>Blocks of 32 numbers: a 16-bit scale and a signed byte for each. Vectors, and matrices whose rows are no multiple of 32, stay F32.</summary>
    Q8_0,

    /// <summary>Blocks of 32 numbers: a 16-bit scale and four bits for each, of some scales those with the smallest sum of squared errors. Vectors, and matrices whose rows are no multiple of 32, stay F32.</summary>
    Q4_0,
}
