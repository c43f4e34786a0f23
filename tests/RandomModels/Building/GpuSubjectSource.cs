using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Building;

/// <summary>The class through which a model's session on ILGPU is called. It begins with the values that the model has at its first call.</summary>
internal static class GpuSubjectSource
{
    public const string Backends = "Backends(Backend.Ilgpu), ";

    public static string Of(Declaration model)
    {
        string name = SubjectSource.NameOf(model), x = SubjectSource.Input(model);
        string inputGradient = model.IsTokens ? "" : ", new TensorSpan<float>(gradient, sample.Shape)";
        string losses = model.Loss is null
            ? """
                  public float ComputeLoss(Sample sample) => throw new NotSupportedException();
                  public float ComputeGradients(Sample sample) => throw new NotSupportedException();
              """
            : $$"""
                  public float ComputeLoss(Sample sample) => Current().ComputeLoss({{x}}, {{SubjectSource.Target(model)}});
                  public float ComputeGradients(Sample sample)
                  {
                      Current().ZeroGradients();
                      float loss = Session.ComputeGradients({{x}}, {{SubjectSource.Target(model)}}, 1);
                      Session.DownloadGradients(_model);
                      return loss;
                  }
              """;
        return $$"""
            public sealed class {{name}} : ISubject
            {
                private readonly {{model.Name}} _model = new(seed: 1);
                private {{model.Name}}.Gpu? _session;
                private {{model.Name}}.Gpu Session => _session ??= new(ModelGen.RandomModels.Running.StandIn.Accelerator, _model);
                public ParameterStore Store => _model.Store;
                public ulong RandomState { set => Session.RandomState = value; }
                public float[] Predict(Sample sample) => Flat(Current().Predict({{x}}));
                public float[] Forward(Workspace workspace, Sample sample)
                {
                    float[] output = Flat(Current().Forward({{x}}));
                    Session.Download(_model); // running statistics
                    return output;
                }
                public float[] Backward(Workspace workspace, Sample sample, float[] outputGradient)
                {
                    float[] gradient = new float[sample.Floats.Length];
                    Session.ZeroGradients();
                    Session.Backward(new ReadOnlyTensorSpan<float>(outputGradient, sample.OutputShape){{inputGradient}});
                    Session.DownloadGradients(_model);
                    return gradient;
                }
                public void Dispose() => _session?.Dispose();
            {{losses}}
                private {{model.Name}}.Gpu Current()
                {
                    Session.Upload(_model); // running statistics that were put back
                    return Session;
                }
                private static float[] Flat(ReadOnlyTensorSpan<float> tensor)
                {
                    float[] values = new float[tensor.FlattenedLength];
                    tensor.FlattenTo(values);
                    return values;
                }
            }
            """;
    }
}
