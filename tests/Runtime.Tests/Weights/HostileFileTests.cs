using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class HostileFileTests
{
    private const string Good = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    [Theory]
    [InlineData("", 0, "does not start with '{'")]
    [InlineData(" " + Good, 8, "does not start with '{'")]
    [InlineData("[]", 0, "does not start with '{'")]
    [InlineData("{", 0, "not valid JSON")]
    [InlineData("{}{}", 0, "not valid JSON")]
    [InlineData("{,}", 0, "not valid JSON")]
    [InlineData(Good + "x", 8, "not valid JSON")]
    [InlineData("""{"a":1}""", 0, "not described by an object")]
    [InlineData("""{"a":null}""", 0, "not described by an object")]
    [InlineData("""{"a":{}}""", 0, "lacks its dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "lacks its dtype")]
    [InlineData("""{"a":{"dtype":4,"shape":[2],"data_offsets":[0,8]}}""", 8, "mistyped field 'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", 8, "repeated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}""", 8, "'extra'")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8, "shape of tensor 'a' is not a list")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "not a list of numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "not a list of numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8, "not a list of numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", 8, "not a list of numbers from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", 8, "overflows")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}""", 8, "overflows")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes, its data_offsets span 8")]
    [InlineData("""{"a":{"dtype":"F16","shape":[],"data_offsets":[0,8]}}""", 8, "takes 2 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "ends before it begins")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}""", 8, "lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 8, "beyond the file's end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775799,9223372036854775807]}}""", 8, "beyond the file's end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2305843009213693951],"data_offsets":[0,9223372036854775804]}}""", 8, "beyond the file's end")]
    [InlineData(Good, 7, "beyond the file's end")]
    [InlineData(Good, 9, "1 bytes follow the last tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "lists the tensor 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]}}""", 20, "gap")]
    [InlineData("""{"__metadata__":{"x":1}}""", 0, "__metadata__ is not an object of texts")]
    [InlineData("""{"__metadata__":[]}""", 0, "__metadata__ is not an object of texts")]
    [InlineData("""{"__metadata__":{"x":"1","x":"2"}}""", 0, "has 'x' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "not valid JSON")]
    [InlineData("""{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":1}}}}}}}}}""", 0, "")]
    public void Refuses(string json, int dataBytes, string reason)
    {
        byte[] file = File(json, dataBytes);
        WeightFormatException seekable = Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(file)));
        Assert.Contains(reason, seekable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', seekable.Message);
    }

    [Fact]
    public void RefusesManyAxes() => Refuses("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + string.Join(',', new int[100]) + "],\"data_offsets\":[0,0]}}", 0, "more than 64");

    [Fact]
    public void AcceptsTheGoodOneAndPadding()
    {
        using SafeTensorsReader reader = new(new MemoryStream(File(Good + "   ", 8)));
        Assert.Equal([2L], reader.Get("a").Shape);
    }

    [Theory]
    [InlineData(ulong.MaxValue, "announces a header of 18446744073709551615 bytes")]
    [InlineData(100_000_001UL, "announces a header of 100000001 bytes")]
    [InlineData(100_000_000UL, "longer than the file")]
    [InlineData(3UL, "longer than the file")]
    public void RefusesHeaderLengths(ulong length, string reason)
    {
        byte[] file = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        Assert.Contains(reason, Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(file))).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new ForwardStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALieAboutTheHeaderAllocatesLittle()
    {
        byte[] file = new byte[10];
        BinaryPrimitives.WriteUInt64LittleEndian(file, 100_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new ForwardStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void RefusesShortFiles(int bytes) =>
        Assert.Contains("shorter than 8 bytes", Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(new byte[bytes]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("PK\u0003\u0004aaaa", "zip archive")]
    [InlineData("GGUFaaaa", "GGUF")]
    [InlineData("version https", "Git LFS pointer")]
    [InlineData("{\"metadata\"", "JSON text")]
    public void NamesForeignFormats(string start, string kind)
    {
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(Encoding.Latin1.GetBytes(start))));
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Contains(".safetensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncationIsRefusedAndNothingElseIsThrown()
    {
        byte[] whole = System.IO.File.ReadAllBytes(Golden.PathOf("dtypes.safetensors"));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(part)));
            Assert.Throws<WeightFormatException>(() => ReadAll(new ForwardStream(part)));
        }
    }

    [Fact]
    public void RandomDamageNeverThrowsAnythingElse()
    {
        byte[] whole = System.IO.File.ReadAllBytes(Golden.PathOf("dtypes.safetensors"));
        Random random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            for (int hit = random.Next(1, 4); hit > 0; hit--) damaged[random.Next(1300)] = (byte)random.Next(256);
            try
            {
                ReadAll(new MemoryStream(damaged));
            }
            catch (WeightFormatException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Fact]
    public void NamesInMessagesAreTamed()
    {
        string json = "{\"a\\n\\u001b[31m" + new string('x', 5000) + "\":1}";
        string message = Assert.Throws<WeightFormatException>(() => new SafeTensorsReader(new MemoryStream(File(json, 0)))).Message;
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain('\u001b', message);
        Assert.InRange(message.Length, 0, 400);
    }

    [Fact]
    public void AMissingFileSaysWhatToDo()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => SafeTensorsReader.Open("nowhere.safetensors"));
        Assert.Equal("There is no weight file 'nowhere.safetensors': check the path, or train and save the model first", error.Message);
    }

    internal static byte[] File(string json, int dataBytes)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        byte[] file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    private static void ReadAll(Stream stream)
    {
        using SafeTensorsReader reader = new(stream);
        foreach (TensorEntry entry in reader.Entries)
        {
            if (entry.Type != SafeTensorType.Other) reader.ReadFloats(entry);
        }
    }
}
