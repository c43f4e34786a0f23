namespace ModelGen.RandomModels.Tests;

/// <summary>A model with a fault.</summary>
internal sealed class FaultySubject(ISubject subject, Fault fault) : ISubject
{
    public ParameterStore Store => subject.Store;

    public ulong RandomState
    {
        set => subject.RandomState = value;
    }

    public float[] Predict(Sample sample)
    {
        float[] prediction = subject.Predict(sample);
        fault.Prediction(prediction);
        return prediction;
    }

    public float[] Forward(Workspace workspace, Sample sample) => subject.Forward(workspace, sample);

    public float[] Backward(Workspace workspace, Sample sample, float[] outputGradient)
    {
        float[] gradient = subject.Backward(workspace, sample, outputGradient);
        fault.InputGradient(gradient);
        fault.Gradients(Store.Gradients);
        return gradient;
    }

    public float ComputeLoss(Sample sample) => subject.ComputeLoss(sample) * fault.Loss;

    public float ComputeGradients(Sample sample) => subject.ComputeGradients(sample) * fault.Loss;

    public void Dispose() => subject.Dispose();
}
