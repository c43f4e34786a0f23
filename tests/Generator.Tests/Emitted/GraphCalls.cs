using System;
using System.Linq;
using System.Reflection;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler;
using ModelGen.Compiler.Passes;
using ModelGen.Decoding;

namespace ModelGen.Tests.Emitted;

/// <summary>A model of several inputs and outputs, called as its users call it: by the names of its parameters and results.</summary>
internal sealed class GraphCalls(LoweredModel model, Assembly assembly)
{
    private readonly object _model = Activator.CreateInstance(assembly.GetType(model.Type.Name, throwOnError: true)!, 1L)!;
    private readonly Workspace _workspace = new();

    public ParameterStore Store => ((IModel)_model).Store;

    public void Load(string path) => ((IModel)_model).Load(path);

    public ModelInfo Info => (ModelInfo)_model.GetType().GetProperty("Info")!.GetValue(null)!;

    public float[][] Predict(Array[] inputs, nint[][] shapes) => Call<float[][]>("Predict", inputs, shapes);

    public void PredictInto(Array[] inputs, nint[][] shapes, float[][] outputs, nint[][] outputShapes) => Call<object>("PredictInto", inputs, shapes, outputs, outputShapes);

    public float[][] Forward(Array[] inputs, nint[][] shapes) => Call<float[][]>("Forward", _workspace, inputs, shapes);

    /// <summary>Adds into the store; the inputs' gradients are written where there is an array for them.</summary>
    public void Backward(float[][] outputGradients, nint[][] outputShapes, float[][] inputGradients, nint[][] shapes) =>
        Call<object>("Backward", _workspace, outputGradients, outputShapes, inputGradients, shapes);

    /// <summary>A decoder over all inputs but the tokens that it appends.</summary>
    public TokenDecoder CreateDecoder(Array[] inputs, nint[][] shapes) => Call<TokenDecoder>("CreateDecoder", inputs, shapes);

    private T Call<T>(string method, params object[] arguments)
    {
        try
        {
            return (T)assembly.GetType(model.Type.Name + "Calls", throwOnError: true)!.GetMethod(method)!.Invoke(null, [_model, .. arguments])!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw inner;
        }
    }

    /// <summary>The user's half: the class, and its calls.</summary>
    public static string Source(LoweredModel model)
    {
        string name = model.Type.Name;
        string inputs = string.Join(", ", model.Inputs.Select((input, i) => $"{input.Name}: new({Array(input, i)}, shapes[{i}])"));
        string[] parameters = [.. model.OutputNames.Select(CSharpNames.Camel)];
        bool isOne = parameters.Length == 1;
        string outputs = string.Join(", ", parameters.Select((output, i) => $"{output}: new(outputs[{i}], outputShapes[{i}])"));
        string given = string.Join(", ", parameters.Select((output, i) => $"{output}Gradient: new(outputGradients[{i}], outputShapes[{i}])"));
        string wanted = string.Concat(model.Inputs.Select((input, i) => input.HasGradient ? $", {input.Name}Gradient: inputGradients[{i}].Length == 0 ? default : new TensorSpan<float>(inputGradients[{i}], shapes[{i}])" : ""));
        string decoder = !ModelCompiler.PlanCpu(model).CanDecode ? "" : $$"""
                public static ModelGen.Decoding.TokenDecoder CreateDecoder({{name}} model, Array[] inputs, nint[][] shapes) =>
                    model.CreateDecoder({{string.Join(", ", model.Inputs.Select((input, i) => input == model.Decoded ? "" : $"{input.Name}: new({Array(input, i)}, shapes[{i}])").Where(text => text.Length > 0))}});


            """;
        string Results(string flat) => isOne ? $"[{flat}(result)]" : $"[{string.Join(", ", model.OutputNames.Select(output => $"{flat}(result.{output})"))}]";
        return $$"""
            public partial class {{name}};

            public static class {{name}}Calls
            {
                public static float[][] Predict({{name}} model, Array[] inputs, nint[][] shapes)
                {
                    var result = model.Predict({{inputs}});
                    return {{Results("Flat")}};
                }

                public static void PredictInto({{name}} model, Array[] inputs, nint[][] shapes, float[][] outputs, nint[][] outputShapes) =>
                    model.Predict({{inputs}}, {{outputs}});

                public static float[][] Forward({{name}} model, Workspace workspace, Array[] inputs, nint[][] shapes)
                {
                    var result = model.Forward(workspace, {{inputs}});
                    return {{Results("Flat")}};
                }

                public static void Backward({{name}} model, Workspace workspace, float[][] outputGradients, nint[][] outputShapes, float[][] inputGradients, nint[][] shapes) =>
                    model.Backward(workspace, {{given}}{{wanted}});

            {{decoder}}    private static float[] Flat(ReadOnlyTensorSpan<float> tensor)
                {
                    float[] values = new float[tensor.FlattenedLength];
                    tensor.FlattenTo(values);
                    return values;
                }
            }

            """;

        static string Array(InputDecl input, int i) => $"({(input.IsTokens ? "int" : "float")}[])inputs[{i}]";
    }
}
