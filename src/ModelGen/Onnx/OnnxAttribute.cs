namespace ModelGen.Onnx;

/// <summary>An argument of an operator that is known when the graph is written.</summary>
internal readonly record struct OnnxAttribute(ProtoMessage Message)
{
    private const int FloatType = 1, IntType = 2, TextType = 3, IntsType = 7;

    public static implicit operator OnnxAttribute((string Name, long Value) argument) => Of(argument.Name, IntType, message => message.Int(3, argument.Value));

    public static implicit operator OnnxAttribute((string Name, float Value) argument) => Of(argument.Name, FloatType, message => message.Float(2, argument.Value));

    public static implicit operator OnnxAttribute((string Name, string Value) argument) => Of(argument.Name, TextType, message => message.Text(4, argument.Value));

    public static implicit operator OnnxAttribute((string Name, long[] Values) argument) => Of(argument.Name, IntsType, message =>
    {
        foreach (long value in argument.Values) message.Int(8, value);
    });

    private static OnnxAttribute Of(string name, int type, System.Action<ProtoMessage> write)
    {
        ProtoMessage message = new ProtoMessage().Text(1, name);
        write(message);
        return new OnnxAttribute(message.Int(20, type));
    }
}
