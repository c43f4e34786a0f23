using System;
using System.Collections.Generic;
using Google.Protobuf;

namespace ModelGen.Onnx;

/// <summary>A protocol buffer message before it is written: fields in order, of which tensors are only named until their bytes are needed.</summary>
/// <remarks>https://protobuf.dev/programming-guides/encoding. Numbers of fields are those of onnx.proto.</remarks>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream>> _fields = [];

    /// <summary>Bytes, without a length before them.</summary>
    public long Size { get; private set; }

    public ProtoMessage Int(int field, long value) => Add(Tag(field) + CodedOutputStream.ComputeInt64Size(value), output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    public ProtoMessage Float(int field, float value) => Add(Tag(field) + sizeof(float), output =>
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    public ProtoMessage Text(int field, string value) => Add(Tag(field) + CodedOutputStream.ComputeStringSize(value), output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    });

    /// <summary>Bytes that are asked for when they are written.</summary>
    public ProtoMessage Bytes(int field, int length, Func<byte[]> bytes) => Add(Tag(field) + CodedOutputStream.ComputeLengthSize(length) + (long)length, output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(bytes()));
    });

    public ProtoMessage Message(int field, ProtoMessage message) =>
        Add(Tag(field) + CodedOutputStream.ComputeLengthSize(checked((int)message.Size)) + message.Size, output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteLength((int)message.Size);
            message.WriteTo(output);
        });

    public void WriteTo(CodedOutputStream output)
    {
        foreach (Action<CodedOutputStream> write in _fields) write(output);
    }

    private ProtoMessage Add(long size, Action<CodedOutputStream> write)
    {
        _fields.Add(write);
        Size += size;
        return this;
    }

    private static int Tag(int field) => CodedOutputStream.ComputeTagSize(field);
}
