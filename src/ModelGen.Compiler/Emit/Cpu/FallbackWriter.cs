using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.Cpu;

/// <summary>
/// The public surface of a model that has an error: every member is there, so that one wrong number does not become twenty
/// errors in the user's code, and every body throws the diagnostic's text.
/// </summary>
internal static class FallbackWriter
{
    /// <summary>What makes a build fail that would go on without what could not be written.</summary>
    public static string Failure(ModelError error) => $"#error {ErrorCatalog.Code(error.Id)}: {error.Message.Replace('\r', ' ').Replace('\n', ' ')}";

    /// <param name="error">Null when it is C#'s own to report, such as an argument that is not written yet.</param>
    public static EquatableArray<EmittedFile> Emit(ModelSpec spec, ModelError? error)
    {
        // A class that cannot have another half gets none.
        if (spec.Type.Problem != TypeProblem.None
            || ReservedNames.Contains(spec.Type, isModel: true))
        {
            return default;
        }

        Surface surface = Surface.Guess(spec);
        string exception = Throw(spec, error);
        EmittedFile file = EmittedType.File(spec.Type, "", "The model has an error; see the diagnostics.", surface.Interfaces, code =>
        {
            if (error?.Id == ErrorId.Internal)
            {
                code.Line(Failure(error)).Line();
            }

            string name = Ir.CSharpNames.Escape(surface.Name);
            Member(code, $"{name}(long seed = 0)", "{ " + exception + "; }");
            Member(code, $"{name}(string path, global::ModelGen.Weights.LoadOptions? options = null)", "{ " + exception + "; }");
            Member(code, "static global::ModelGen.ModelInfo Info", $"=> {exception};");
            Member(code, "ParameterTree Parameters", $"=> {exception};");
            Member(code, "global::ModelGen.ParameterStore Store", $"=> {exception};");
            Member(code, $"{Surface.Tensor} Predict({surface.ReadOnlyInput} input)", $"=> {exception};");
            Member(code, $"void Predict({surface.ReadOnlyInput} input, {Surface.Floats} output)", $"=> {exception};");
            Member(code, $"{Surface.ReadOnlyFloats} Forward(global::ModelGen.Workspace workspace, {surface.ReadOnlyInput} input)", $"=> {exception};");
            string gradient = surface.HasInputGradient ? $", {Surface.Floats} inputGradient = default" : "";
            Member(code, $"void Backward(global::ModelGen.Workspace workspace, {Surface.ReadOnlyFloats} outputGradient{gradient})", $"=> {exception};");
            if (surface.Target is not null)
            {
                Member(code, $"float ComputeGradients({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target)", $"=> {exception};");
                Member(code, $"float ComputeLoss({surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target)", $"=> {exception};");
                string batch = $"{surface.ReadOnlyInput} input, {surface.ReadOnlyTarget} target, {Surface.Weights} weights, {Surface.Span} outputs = default";
                Member(code, $"float ComputeGradients({batch})", $"=> {exception};");
                Member(code, $"float ComputeLoss({batch})", $"=> {exception};");
                Member(code, "long OutputCount(global::System.ReadOnlySpan<global::System.IntPtr> input)", $"=> {exception};");
            }

            Member(code, "ulong RandomState", $"{{ get => {exception}; set => {exception}; }}");

            if (surface.Classifies)
            {
                Member(code, $"{Surface.Tensor} PredictProbabilities({surface.ReadOnlyInput} input)", $"=> {exception};");
                Member(code, $"void PredictProbabilities({surface.ReadOnlyInput} input, {Surface.Floats} output)", $"=> {exception};");
                Member(code, $"global::System.Numerics.Tensors.Tensor<int> PredictClasses({surface.ReadOnlyInput} input)", $"=> {exception};");
            }

            foreach (string argument in new[] { "string path", "global::System.IO.Stream stream" })
            {
                Member(code, $"void Save({argument})", $"=> {exception};");
                Member(code, $"void Load({argument})", $"=> {exception};");
            }

            if (surface.CanDecode)
            {
                Member(code, "global::ModelGen.Decoding.TokenDecoder CreateDecoder()", $"=> {exception};");
            }

            code.Line("/// <summary>Not known: the model has an error.</summary>");
            code.Line("public sealed class ParameterTree;");
        });
        return new(file);
    }

    /// <summary>The throw expression of every body.</summary>
    public static string Throw(ModelSpec spec, ModelError? error) =>
        $"throw new global::System.InvalidOperationException({Literals.Text(error?.ToString() ?? $"The declaration of {spec.Type.Name} has an error")})";

    private static void Member(CodeWriter code, string signature, string body)
    {
        code.Line("/// <summary>Not available: the model has an error.</summary>");
        code.Line($"public {signature} {body}").Line();
    }
}
