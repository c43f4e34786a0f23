using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using ModelGen.Weights;
using Xunit;

namespace ModelGen.Runtime.Tests.Weights;

[Collection(Runtime.Tests.Alone.Name)]
public sealed class ForeignStreamTests
{
    [Theory]
    [InlineData("F32", 4)]
    [InlineData("I64", 8)]
    [InlineData("I8", 1)]
    public void AStreamThatOnlyAnnouncesGetsNoMemory(string type, int size)
    {
        const long Count = 500_000_000;
        string header = $"{{\"a\":{{\"dtype\":\"{type}\",\"shape\":[{Count}],\"data_offsets\":[0,{Count * size}]}}}}";
        byte[] bytes = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[1000]];
        using SafeTensorsReader reader = new(new ForwardStream(bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        WeightFormatException error = Assert.Throws<WeightFormatException>(() =>
        {
            if (type == "F32") reader.ReadFloats(reader.Entries[0]);
            else reader.ReadInts(reader.Entries[0]);
        });
        Assert.Contains("ends in the middle of a tensor", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void ALongTensorComesWholeThroughAStreamThatCannotSeek()
    {
        const int Count = 700_001;
        float[] floats = new float[Count];
        long[] integers = new long[Count];
        for (int i = 0; i < Count; i++) (floats[i], integers[i]) = (i, -i);
        SafeTensorsWriter writer = new();
        writer.Add("f", [Count], () => floats);
        writer.Add("i", [Count], integers);
        MemoryStream stream = new();
        writer.Write(stream);
        using SafeTensorsReader reader = new(new ForwardStream(stream.ToArray()));
        foreach (TensorEntry entry in reader.Entries)
        {
            if (entry.Name == "f") Assert.Equal(floats, reader.ReadFloats(entry));
            else Assert.Equal(integers, Array.ConvertAll(reader.ReadInts(entry), value => (long)value));
        }
    }

    [Fact]
    public async Task APipeIsAnErrorAndNotAWait()
    {
        if (OperatingSystem.IsWindows()) return;
        using TemporaryFolder folder = new();
        string pipe = folder["pipe.safetensors"], link = folder["link.safetensors"];
        using (Process made = Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync();
        File.CreateSymbolicLink(link, pipe);
        foreach (string path in new[] { pipe, link, "/dev/null" })
        {
            Task<WeightFormatException> load = Alone(() => WeightFile.Load(new ParameterStore(0, 1), path));
            Assert.Same(load, await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(20))));
            Assert.Contains("is empty, or no file but a pipe or a device", (await load).Message, StringComparison.Ordinal);
            load = Alone(() => ModelGen.Data.BpeTokenizer.Load(path));
            Assert.True(load == await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(20))), path);
        }
    }

    // A thread of its own: other tests may have those of the pool.
    private static Task<WeightFormatException> Alone(Action load) =>
        Task.Factory.StartNew(() => Assert.Throws<WeightFormatException>(load), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
