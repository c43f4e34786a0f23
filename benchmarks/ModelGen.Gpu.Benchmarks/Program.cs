using System;
using System.CommandLine;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Gpu.Benchmarks.Cases;

namespace ModelGen.Gpu.Benchmarks;

/// <summary><c>measure CASE</c> prints one JSON line; <c>list</c> prints the cases. Build with <c>-c Release</c>.</summary>
internal static class Program
{
    private static readonly string[] s_cases = ["gpu.attention", "gpu.gemm", "gpu.decode-110m", "gpu.decode-tiny", "gpu.gpt2-124m.forward", "gpu.gpt2-124m.step", "gpu.tiny.step"];

    private static int Main(string[] args)
    {
        Argument<string> name = new("case") { Description = "A case of 'list'." };
        Option<string> device = new("--device") { Description = "cuda, opencl or cpu.", DefaultValueFactory = _ => "cuda" };
        Option<string> dtype = new("--dtype") { Description = "fp32, fp16 or bf16.", DefaultValueFactory = _ => "fp16" };
        Option<string> pass = new("--pass") { Description = "Attention: forward or backward.", DefaultValueFactory = _ => "forward" };
        Option<bool> full = new("--full") { Description = "Attention: not causal." };
        Option<int> heads = Number("--heads", "Attention: heads.", 16);
        Option<int> size = Number("--d", "Attention: head size.", 64);
        Option<int> length = Number("--t", "Steps of a sequence.", 1024);
        Option<int> batch = Number("--batch", "Sequences.", 4);
        Option<int> m = Number("--m", "Product: rows of x.", 4096);
        Option<int> n = Number("--n", "Product: rows of the weight.", 4096);
        Option<int> k = Number("--k", "Product: columns of the weight.", 4096);
        Option<int> samples = Number("--reps", "Samples, of which the median counts.", 7);

        Command measure = new("measure", "Measures one case and prints one JSON line.") { name, device, dtype, pass, full, heads, size, length, batch, m, n, k, samples };
        measure.SetAction(parsed =>
        {
            var options = new Options
            {
                Dtype = parsed.GetRequiredValue(dtype),
                Backward = parsed.GetRequiredValue(pass) == "backward",
                Full = parsed.GetValue(full),
                Heads = parsed.GetValue(heads),
                Size = parsed.GetValue(size),
                Length = parsed.GetValue(length),
                Batch = parsed.GetValue(batch),
                M = parsed.GetValue(m),
                N = parsed.GetValue(n),
                K = parsed.GetValue(k),
                Samples = Math.Max(parsed.GetValue(samples), 1),
            };
            return Run(parsed.GetRequiredValue(name), parsed.GetRequiredValue(device), options);
        });

        Command list = new("list", "Prints the names of all cases.");
        list.SetAction(_ => Console.WriteLine(string.Join('\n', s_cases)));
        return new RootCommand("Measurements of ModelGen's ILGPU target.") { measure, list }.Parse(args).Invoke();
    }

    private static Option<int> Number(string name, string description, int value) => new(name) { Description = description, DefaultValueFactory = _ => value };

    private static int Run(string name, string kind, Options options)
    {
        try
        {
            (Context context, Accelerator accelerator) = Devices.Open(kind);
            using (context)
            using (accelerator)
            {
                GpuMeasurement? result = name switch
                {
                    "gpu.attention" => AttentionCase.Measure(accelerator, options),
                    "gpu.gemm" => GemmCase.Measure(accelerator, options),
                    _ => ModelCases.Measure(name, accelerator, options),
                };
                Console.WriteLine(result is null ? $"There is no case '{name}'; 'list' names all." : result.ToJson());
                return result is null ? 1 : 0;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }
}
