namespace ILGPU.Runtime;

public static class SpecializedValue
{
    public static SpecializedValue<T> New<T>(T value)
        where T : unmanaged, System.IEquatable<T>
        => new(value);
}

public record struct SpecializedValue<T>(T Value)
    where T : unmanaged, System.IEquatable<T>
{
    public static implicit operator T(SpecializedValue<T> value) => value.Value;
}
