using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Ilgpu;

/// <summary>The session of a model that has an error: every public member, with a body that throws the diagnostic's text.</summary>
internal static class GpuFallback
{
    public static EmittedFile Write(ModelSpec spec, Surface surface, string exception) => EmittedType.File(spec.Type, ".Gpu", "The model has an error; see the diagnostics.", "", code =>
    {
        string model = CSharpNames.Escape(surface.Name);
        string session = surface.Target is null ? "" : $", global::ModelGen.Training.ITrainingSession<{surface.Input}, {surface.TargetElement}>";
        code.Line("/// <summary>Not available: the model has an error.</summary>");
        using (code.Block($"public sealed class Gpu : global::System.IDisposable{session}"))
        {
            Member($"Gpu(global::ILGPU.Runtime.Accelerator accelerator, {model} model, global::ModelGen.GpuPrecision precision = global::ModelGen.GpuPrecision.Float32)", "{ " + exception + "; }");
            Member("long Launches", $"=> {exception};");
            Member("long DeviceBytes", $"=> {exception};");
            Member("ulong RandomState", $"{{ get => {exception}; set => {exception}; }}");
            Member($"{Surface.Tensor} Predict({surface.ReadOnlyInput} input)", $"=> {exception};");
            Member($"void Predict({surface.ReadOnlyInput} input, {Surface.Floats} output)", $"=> {exception};");
            Member($"{Surface.Tensor} Forward({surface.ReadOnlyInput} input)", $"=> {exception};");
            string gradient = surface.HasInputGradient ? $", {Surface.Floats} inputGradient = default" : "";
            Member($"void Backward({Surface.ReadOnlyFloats} outputGradient{gradient})", $"=> {exception};");
            foreach (string transfer in new[] { "Download", "Upload", "DownloadGradients" })
            {
                Member($"void {transfer}({model} model)", $"=> {exception};");
            }

            Member("void ZeroGradients()", $"=> {exception};");
            Member("void Dispose()", "{ }");
            if (surface.Target is not null)
            {
                Training(surface);
            }

            if (surface.CanDecode)
            {
                Member("Decoder CreateDecoder()", $"=> {exception};");
                code.Line("/// <summary>Not available: the model has an error.</summary>");
                using (code.Block("public abstract class Decoder : global::ModelGen.Decoding.TokenDecoder, global::System.IDisposable"))
                {
                    Member("void Dispose()", $"=> {exception};");
                }
            }
        }

        void Training(Surface with)
        {
            string batch = $"{with.ReadOnlyInput} input, {with.ReadOnlyTarget} target";
            Member($"float ComputeGradients({batch}, float scale = 1)", $"=> {exception};");
            Member($"void AddGradients({batch}, float scale = 1)", $"=> {exception};");
            Member($"float ComputeGradients({batch}, {Surface.Weights} weights, float scale)", $"=> {exception};");
            Member($"void AddGradients({batch}, {Surface.Weights} weights, float scale)", $"=> {exception};");
            Member($"float ComputeLoss({batch})", $"=> {exception};");
            Member($"float ComputeLoss({batch}, {Surface.Weights} weights)", $"=> {exception};");
            Member("float ReadLoss()", $"=> {exception};");
            Member("void UseAdamW(float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0.01f)", $"=> {exception};");
            Member("void UseSgd(float learningRate = 0.01f, float momentum = 0, float weightDecay = 0)", $"=> {exception};");
            Member("float LearningRate", $"{{ get => {exception}; set => {exception}; }}");
            Member("void ScaleGradients(float factor)", $"=> {exception};");
            Member("float ClipGradients(float maximumNorm)", $"=> {exception};");
            Member("void Update()", $"=> {exception};");
            Member("void Step(float maximumNorm = float.PositiveInfinity)", $"=> {exception};");
        }

        void Member(string signature, string body)
        {
            code.Line("/// <summary>Not available: the model has an error.</summary>");
            code.Line($"public {signature} {body}").Line();
        }
    });
}
