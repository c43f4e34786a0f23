using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Numerics.Tensors;
using CharGptSample;
using GpuInferenceSample;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Decoding;

// dotnet run -c Release --project samples/GpuInference -- [tokens] [weights file]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int tokens = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 64;
CharGpt model = new(seed: 1);
string weights = args.Length > 1 ? args[1] : Path.Combine("samples", "CharGpt", "weights", "chargpt.safetensors");
if (File.Exists(weights))
{
    model.Load(weights);
    Console.WriteLine($"weights: {weights}");
}
else
{
    Console.WriteLine($"{weights} is not there: the weights are random. Train with: dotnet run -c Release --project samples/CharGpt");
}

using Context context = Devices.CreateContext();
using Accelerator accelerator = Devices.Best(context);
using CharGpt.Gpu gpu = new(accelerator, model);
using CharGpt.Gpu.Decoder onDevice = gpu.CreateDecoder();
Console.WriteLine($"accelerator: {accelerator.Name} ({accelerator.AcceleratorType}), {gpu.DeviceBytes / 1024.0 / 1024:0.0} MB held");

int[] prompt = Alphabet.Tokenizer.Encode("/// <summary>The ");
string device = Run("on the accelerator", onDevice);
string cpu = Run("CPU target", model.CreateDecoder());
Console.WriteLine(device == cpu ? "Both write the same text." : "The two texts differ: rounding decides between characters that are as likely as each other.");
Console.WriteLine(device);

// Prefill and greedy decoding, each timed after one run that loads the kernels.
string Run(string name, TokenDecoder decoder)
{
    Write(decoder, 2, out _, out _);
    string text = Write(decoder, tokens, out double prefill, out double decode);
    Console.WriteLine($"{name,-20} prefill {prefill:0} tokens/s, decode {decode:0} tokens/s");
    return text;
}

string Write(TokenDecoder decoder, int count, out double prefill, out double decode)
{
    int[] written = new int[Math.Min(count, CharGpt.Window - prompt.Length)];
    decoder.Reset();
    Stopwatch watch = Stopwatch.StartNew();
    ReadOnlySpan<float> logits = decoder.Append(prompt);
    prefill = prompt.Length / watch.Elapsed.TotalSeconds;
    watch.Restart();
    for (int i = 0; i < written.Length; i++)
    {
        written[i] = TensorPrimitives.IndexOfMax(logits);
        logits = decoder.Append([written[i]]);
    }

    decode = written.Length / watch.Elapsed.TotalSeconds;
    return Alphabet.Tokenizer.Decode(written);
}
