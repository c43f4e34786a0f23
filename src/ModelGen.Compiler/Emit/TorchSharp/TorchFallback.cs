using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>The module of a model that has an error: every public member, with a body that throws the diagnostic's text.</summary>
internal static class TorchFallback
{
    public static EmittedFile Write(ModelSpec spec, Surface surface, string exception) => EmittedType.File(spec.Type, ".Torch", "The model has an error; see the diagnostics.", "", code =>
    {
        const string Tensor = ClassWriter.Tensor;
        const string Place = ClassWriter.DeviceType + "? device = null, " + ClassWriter.ScalarType + "? dtype = null";
        string model = CSharpNames.Escape(surface.Name);
        const string name = TorchNames.Root;
        code.Line("/// <summary>Not available: the model has an error.</summary>");
        using (code.Block($"public sealed class {name} : Sharp::torch.nn.Module<{Tensor}, {Tensor}>"))
        {
            Member($"{name}({Place}, long seed = 0) : base({Literals.Text(surface.Name)})", "{ " + exception + "; }");
            Member($"{ClassWriter.DeviceType} Device", $"=> {exception};");
            Member($"{ClassWriter.ScalarType} DType", $"=> {exception};");
            Member($"override {Tensor} forward({Tensor} x)", $"=> {exception};");
            Member($"{Tensor} Predict({Tensor} input)", $"=> {exception};");
            if (surface.Target is not null)
            {
                Member($"{Tensor} ComputeLoss({Tensor} input, {Tensor} target, {Tensor}? weights = null)", $"=> {exception};");
                Member($"float TrainingStep({Tensor} input, {Tensor} target, Sharp::torch.optim.Optimizer optimizer, {Tensor}? weights = null)", $"=> {exception};");
                Member($"global::ModelGen.Training.ITrainingSession<{surface.Input}, {surface.TargetElement}> TrainWith(Sharp::torch.optim.Optimizer optimizer)", $"=> {exception};");
            }

            Member($"static {name} From({model} model, {Place})", $"=> {exception};");
            Member($"{model} ToModel()", $"=> {exception};");
            foreach (string argument in new[] { "string path", "global::System.IO.Stream stream" })
            {
                Member($"void SaveSafetensors({argument})", $"=> {exception};");
                Member($"void LoadSafetensors({argument})", $"=> {exception};");
            }
        }

        void Member(string signature, string body)
        {
            code.Line("/// <summary>Not available: the model has an error.</summary>");
            code.Line($"public {signature} {body}").Line();
        }
    }, "using Sharp = global::TorchSharp;");
}
