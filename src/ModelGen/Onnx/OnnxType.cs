namespace ModelGen.Onnx;

/// <summary>Element types, with the numbers of TensorProto.DataType.</summary>
internal enum OnnxType
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>64-bit integers: ids, sizes.</summary>
    Int64 = 7,

    /// <summary>Truth.</summary>
    Bool = 9,
}
