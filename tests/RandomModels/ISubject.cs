namespace ModelGen.RandomModels;

/// <summary>A model that is tried; implemented by code that is compiled with the models.</summary>
public interface ISubject : System.IDisposable
{
    /// <summary>Parameters, gradients and running statistics.</summary>
    ParameterStore Store { get; }

    /// <summary>The state of the random numbers of <see cref="ComputeGradients"/>.</summary>
    ulong RandomState { set; }

    /// <summary>The output of prediction.</summary>
    float[] Predict(Sample sample);

    /// <summary>The output of training's forward pass.</summary>
    float[] Forward(Workspace workspace, Sample sample);

    /// <summary>Adds into the store's gradients.</summary>
    /// <returns>The gradient of the input; empty for tokens.</returns>
    float[] Backward(Workspace workspace, Sample sample, float[] outputGradient);

    /// <summary>The loss of prediction.</summary>
    float ComputeLoss(Sample sample);

    /// <summary>The loss of training; adds into the store's gradients.</summary>
    float ComputeGradients(Sample sample);
}
