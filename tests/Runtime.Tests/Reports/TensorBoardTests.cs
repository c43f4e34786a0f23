using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Google.Protobuf;
using ModelGen.Reports;
using ModelGen.Runtime.Tests.Training;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Runtime.Tests.Reports;

public sealed class TensorBoardTests
{
    private sealed record Event(double WallTime, long Step, string? Version, string? Tag, float Value);

    [Fact]
    public void ScalarsAreReadBack()
    {
        using TemporaryFolder folder = new();
        DateTimeOffset now = new(2026, 5, 4, 3, 2, 1, 500, TimeSpan.Zero);
        string path;
        using (TensorBoardWriter writer = new(folder["run"], clock: new Fixed(now)))
        {
            path = writer.FilePath;
            writer.Scalar("loss/train", 7, 0.25f);
            writer.Scalar(new string('x', 300), long.MaxValue, float.NaN); // lengths of two bytes
        }

        Assert.Contains("tfevents.1777863721.", Path.GetFileName(path), StringComparison.Ordinal);
        double seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        Assert.Equal([new Event(seconds, 0, "brain.Event:2", null, 0), new Event(seconds, 7, null, "loss/train", 0.25f), new Event(seconds, long.MaxValue, null, new string('x', 300), float.NaN)], Read(path));
    }

    [Fact]
    public void ATrainingIsRecorded()
    {
        using TemporaryFolder folder = new();
        ReferenceMlp model = new();
        using TensorBoardWriter writer = new(folder["run"], every: 2), second = new(folder["run"]);
        Assert.NotEqual(writer.FilePath, second.FilePath);
        new Trainer<float, int>(model, new Sgd(model.Store)).Fit(ToyData.Make(16), new FitOptions<float, int> { Steps = 6, Validation = ToyData.Make(8), ValidationEvery = 3, Callbacks = [writer] });
        writer.Flush();
        List<Event> events = Read(writer.FilePath);
        Assert.Equal([2, 4, 6], events.FindAll(e => e.Tag == "loss/train").ConvertAll(e => e.Step));
        Assert.Equal([3, 6], events.FindAll(e => e.Tag == "loss/validation").ConvertAll(e => e.Step));
    }

    [Fact]
    public void TheChecksumIsCastagnolis()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros have CRC-32C 0x8A9136AA.
        uint crc = 0x8A9136AA;
        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xA282EAD8u, Crc32C.Masked(new byte[32]));
    }

    // A reader of its own: bitwise checksum, fields by number.
    private static List<Event> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream all = new();
        file.CopyTo(all);
        ReadOnlySpan<byte> bytes = all.ToArray();
        List<Event> events = [];
        while (!bytes.IsEmpty)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.Equal(Checksum(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            ReadOnlySpan<byte> data = bytes.Slice(12, length);
            Assert.Equal(Checksum(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(Parse(data.ToArray()));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }

    private static Event Parse(byte[] data)
    {
        Event parsed = new(0, 0, null, null, 0);
        CodedInputStream input = new(data);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            parsed = tag switch
            {
                (1 << 3) | 1 => parsed with { WallTime = input.ReadDouble() },
                (2 << 3) | 0 => parsed with { Step = input.ReadInt64() },
                (3 << 3) | 2 => parsed with { Version = input.ReadString() },
                (5 << 3) | 2 => Summary(parsed, input.ReadBytes().ToByteArray()),
                _ => throw new InvalidDataException($"tag {tag}"),
            };
        }

        return parsed;
    }

    private static Event Summary(Event parsed, byte[] data)
    {
        CodedInputStream summary = new(data);
        Assert.Equal((1u << 3) | 2, summary.ReadTag());
        CodedInputStream value = new(summary.ReadBytes().ToByteArray());
        Assert.True(summary.IsAtEnd);
        Assert.Equal((1u << 3) | 2, value.ReadTag());
        string name = value.ReadString();
        Assert.Equal((2u << 3) | 5, value.ReadTag());
        return parsed with { Tag = name, Value = value.ReadFloat() };
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
