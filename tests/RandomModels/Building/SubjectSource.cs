using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Building;

/// <summary>The class through which a model is called, whatever its types are.</summary>
internal static class SubjectSource
{
    public const string Usings = """
        using System;
        using System.Numerics.Tensors;
        using ModelGen;
        using ModelGen.RandomModels;

        """;

    public static string NameOf(Declaration model) => model.Name + "Subject";

    public static string Of(Declaration model)
    {
        string name = NameOf(model), x = Input(model);
        string inputGradient = model.IsTokens ? "" : ", new TensorSpan<float>(gradient, sample.Shape)";
        string losses = model.Loss is null
            ? """
                  public float ComputeLoss(Sample sample) => throw new NotSupportedException();
                  public float ComputeGradients(Sample sample) => throw new NotSupportedException();
                  public ulong RandomState { set { } }
              """
            : $$"""
                  public float ComputeLoss(Sample sample) => _model.ComputeLoss({{x}}, {{Target(model)}});
                  public float ComputeGradients(Sample sample) => _model.ComputeGradients({{x}}, {{Target(model)}});
                  public ulong RandomState { set => _model.RandomState = value; }
              """;
        return $$"""
            public sealed class {{name}} : ISubject
            {
                private readonly {{model.Name}} _model = new(seed: 1);
                public ParameterStore Store => _model.Store;
                public void Dispose() { }
                public float[] Predict(Sample sample) => Flat(_model.Predict({{x}}));
                public float[] Forward(Workspace workspace, Sample sample) => Flat(_model.Forward(workspace, {{x}}));
                public float[] Backward(Workspace workspace, Sample sample, float[] outputGradient)
                {
                    float[] gradient = new float[sample.Floats.Length];
                    _model.Backward(workspace, new ReadOnlyTensorSpan<float>(outputGradient, sample.OutputShape){{inputGradient}});
                    return gradient;
                }
            {{losses}}
                private static float[] Flat(ReadOnlyTensorSpan<float> tensor)
                {
                    float[] values = new float[tensor.FlattenedLength];
                    tensor.FlattenTo(values);
                    return values;
                }
            }
            """;
    }

    public static string Input(Declaration model) => model.IsTokens ? "new ReadOnlyTensorSpan<int>(sample.Ids, sample.Shape)" : "new ReadOnlyTensorSpan<float>(sample.Floats, sample.Shape)";

    public static string Target(Declaration model) => model.Loss!.Is("CrossEntropy")
        ? "new ReadOnlyTensorSpan<int>(sample.Classes, sample.TargetShape)"
        : "new ReadOnlyTensorSpan<float>(sample.Numbers, sample.TargetShape)";
}
