namespace ModelGen.Weights;

internal static class ElementTypes
{
    public static SafeTensorType Parse(string name) => name switch
    {
        "F64" => SafeTensorType.F64,
        "F32" => SafeTensorType.F32,
        "F16" => SafeTensorType.F16,
        "BF16" => SafeTensorType.BF16,
        "I64" => SafeTensorType.I64,
        "I32" => SafeTensorType.I32,
        "I16" => SafeTensorType.I16,
        "I8" => SafeTensorType.I8,
        "U64" => SafeTensorType.U64,
        "U32" => SafeTensorType.U32,
        "U16" => SafeTensorType.U16,
        "U8" => SafeTensorType.U8,
        "BOOL" => SafeTensorType.Bool,
        _ => SafeTensorType.Other,
    };

    public static string Name(SafeTensorType type) => type == SafeTensorType.Bool ? "BOOL" : type.ToString();

    /// <summary>Bytes per element; 0 for an unknown type.</summary>
    public static int Size(SafeTensorType type) => type switch
    {
        SafeTensorType.F64 or SafeTensorType.I64 or SafeTensorType.U64 => 8,
        SafeTensorType.F32 or SafeTensorType.I32 or SafeTensorType.U32 => 4,
        SafeTensorType.F16 or SafeTensorType.BF16 or SafeTensorType.I16 or SafeTensorType.U16 => 2,
        SafeTensorType.I8 or SafeTensorType.U8 or SafeTensorType.Bool => 1,
        _ => 0,
    };

    public static bool IsFloat(SafeTensorType type) =>
        type is SafeTensorType.F64 or SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16;
}
