namespace ModelGen.Onnx;

/// <summary>Element types, with the numbers of TensorProto.DataType.</summary>
internal enum OnnxType
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>Unsigned bytes: blocks of MatMulNBits.</summary>
    UInt8 = 2,

    /// <summary>Signed bytes: weights of small numbers.</summary>
    Int8 = 3,

    /// <summary>64-bit integers: ids, sizes.</summary>
    Int64 = 7,

    /// <summary>Texts: categories.</summary>
    String = 8,

    /// <summary>Truth.</summary>
    Bool = 9,

    /// <summary>Double precision: numbers of a table.</summary>
    Double = 11,

    /// <summary>The upper halves of floats.</summary>
    BFloat16 = 16,

    /// <summary>Two numbers from -8 to 7 in a byte, the first in its lower half.</summary>
    Int4 = 22,
}
