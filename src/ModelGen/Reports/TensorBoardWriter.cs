using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using Google.Protobuf;
using ModelGen.Training;

namespace ModelGen.Reports;

/// <summary>Writes an event file that TensorBoard opens: scalars over steps. As a callback of Fit it writes loss, learning rate, speed and validation loss.</summary>
/// <remarks>Records are TensorFlow's: length, masked CRC-32C of the length, data, masked CRC-32C of the data. Data is the message <c>tensorflow.Event</c>.</remarks>
public sealed class TensorBoardWriter : ITrainingCallback, IDisposable
{
    private readonly FileStream _stream;
    private readonly TimeProvider _clock;
    private readonly long _every;

    /// <summary>Begins an event file in a folder, which is made if it is not there.</summary>
    /// <param name="folder">The run's folder: what <c>tensorboard --logdir</c> is given, or one below it.</param>
    /// <param name="every">Updates between two records of a training.</param>
    /// <param name="clock">The time of records; null: the system's.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public TensorBoardWriter(string folder, long every = 1, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_every, _clock) = (every, clock ?? TimeProvider.System);
        Directory.CreateDirectory(folder);
        (FilePath, _stream) = Create(folder, _clock.GetUtcNow().ToUnixTimeSeconds());
        Write(step: 0, output =>
        {
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteString("brain.Event:2");
        });
        Flush();
    }

    /// <summary>The event file.</summary>
    public string FilePath { get; }

    /// <summary>Writes a number.</summary>
    /// <param name="tag">Its name; a slash groups: <c>loss/train</c>.</param>
    /// <param name="step">The step.</param>
    /// <param name="value">The number.</param>
    public void Scalar(string tag, long step, float value)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        int inner = 1 + CodedOutputStream.ComputeStringSize(tag) + 1 + sizeof(float);
        int summary = 1 + CodedOutputStream.ComputeLengthSize(inner) + inner;
        Write(step, output =>
        {
            output.WriteTag(5, WireFormat.WireType.LengthDelimited); // Event.summary
            output.WriteLength(summary);
            output.WriteTag(1, WireFormat.WireType.LengthDelimited); // Summary.value
            output.WriteLength(inner);
            output.WriteTag(1, WireFormat.WireType.LengthDelimited); // Value.tag
            output.WriteString(tag);
            output.WriteTag(2, WireFormat.WireType.Fixed32);         // Value.simple_value
            output.WriteFloat(value);
        });
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (progress.Step % _every == 0)
        {
            Scalar("loss/train", progress.Step, progress.Loss);
            Scalar("learning_rate", progress.Step, progress.LearningRate);
            Scalar("examples_per_second", progress.Step, (float)progress.ExamplesPerSecond);
        }

        if (validated && progress.ValidationLoss is float loss)
        {
            Scalar("loss/validation", progress.Step, loss);
            Flush();
        }

        return true;
    }

    /// <summary>Hands what is written to the system, so that TensorBoard sees it.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    // Two writers may begin in the same second: each has a file of its own.
    private static (string, FileStream) Create(string folder, long seconds)
    {
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.modelgen.{number}"));
            if (File.Exists(path)) continue;
            return (path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
        }
    }

    private void Write(long step, Action<CodedOutputStream> write)
    {
        using MemoryStream data = new();
        using (CodedOutputStream output = new(data, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Fixed64); // Event.wall_time
            output.WriteDouble(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            output.WriteTag(2, WireFormat.WireType.Varint);  // Event.step
            output.WriteInt64(step);
            write(output);
        }

        ReadOnlySpan<byte> bytes = data.GetBuffer().AsSpan(0, (int)data.Length);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Crc32C.Masked(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32C.Masked(bytes));
        _stream.Write(head);
        _stream.Write(bytes);
        _stream.Write(tail);
    }
}
