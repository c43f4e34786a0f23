using System;
using System.Globalization;
using ModelGen.Data;
using ModelGen.Training;
using TorchSharp;
using TorchTrainingSample;

// dotnet run -c Release --project samples/TorchTraining -p:Torch=cpu -- [steps] [text file]
// dotnet run -c Release --project samples/TorchTraining -p:Torch=cpu -- compare [threads] [steps]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["compare", .. string[] options])
{
    int Option(int index, int absent) => options.Length > index ? int.Parse(options[index], CultureInfo.InvariantCulture) : absent;
    StepTime.Compare(threads: Option(0, 1), steps: Option(1, 40));
    return;
}

int steps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
int[] tokens = Text.Tokens(args.Length > 1 ? args[1] : null);

// Both targets start from the same parameters and see the same batches.
CharGpt model = new(seed: 1);
torch.set_num_threads(Environment.ProcessorCount);
torch.Device device = torch.cuda.is_available() ? torch.CUDA : torch.CPU;
using CharGpt.Torch module = CharGpt.Torch.From(model, device);
using torch.optim.Optimizer adam = torch.optim.AdamW(module.parameters(), lr: 1e-3, weight_decay: 0.1);

TrainingProgress libtorch = Train($"TorchSharp, {device.type}", new Trainer<int, int>(module.TrainWith(adam), new TrainerOptions { ClipNorm = 1 }));
TrainingProgress cpu = Train("CPU target", new Trainer<int, int>(model, new AdamW(model.Store, weightDecay: 0.1f), new TrainerOptions { ClipNorm = 1 }));
Console.WriteLine($"TorchSharp / CPU target: {libtorch.TokensPerSecond / cpu.TokensPerSecond:0.00} x tokens/s");

// What one target has learned, the other can use.
module.SaveSafetensors("chargpt.safetensors");
model.Load("chargpt.safetensors");
Console.WriteLine("chargpt.safetensors: written by TorchSharp, read by the CPU target");

TrainingProgress Train(string target, Trainer<int, int> trainer)
{
    TokenDataset data = new(tokens, context: 256, batch: 8, seed: 1);
    TrainingProgress progress = trainer.Fit(data, new FitOptions<int, int> { Steps = steps });
    Console.WriteLine($"{target,-24} {steps} steps, loss {progress.Loss:0.000}, {progress.TokensPerSecond:0} tokens/s");
    return progress;
}
