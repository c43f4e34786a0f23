using System;
using System.Numerics.Tensors;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Training;

/// <summary>Workspaces know whose forward pass they hold, and no two forward passes draw the same.</summary>
public class WorkspaceTests
{
    private static readonly float[] s_input = RandomValues.Centred(8, 1);

    [Fact]
    public void TwoFreshWorkspacesDrawDifferentDropout()
    {
        NoisyLayer model = new(1);
        Assert.NotEqual(Forward(model, new Workspace()), Forward(model, new Workspace()));
    }

    [Fact]
    public void ModelsOfDifferentSeedsDrawDifferentDropoutAndEqualSeedsTheSame()
    {
        NoisyLayer one = new(1), same = new(1), other = new(2);
        other.CopyFrom(one);
        float[] first = Forward(one, new Workspace());
        Assert.Equal(first, Forward(same, new Workspace()));
        Assert.NotEqual(first, Forward(other, new Workspace()));
    }

    [Fact]
    public void ALoopThatDelegatesRandomStateResumesBitForBit()
    {
        Loop straight = new(new NoisyLayer(1));
        for (int i = 0; i < 6; i++) straight.Step();

        Loop half = new(new NoisyLayer(1));
        for (int i = 0; i < 3; i++) half.Step();
        Loop resumed = new(new NoisyLayer(2));
        half.Store.Values.CopyTo(resumed.Store.Values);
        resumed.RandomState = half.RandomState;
        for (int i = 0; i < 3; i++) resumed.Step();
        Assert.Equal(straight.Store.Values.ToArray(), resumed.Store.Values.ToArray());
    }

    [Fact]
    public void AKeyThatIsSetRepeatsADropout()
    {
        NoisyLayer model = new(1);
        Workspace workspace = new() { RandomKey = 5 };
        float[] first = Forward(model, workspace);
        workspace.RandomKey = 5;
        Assert.Equal(first, Forward(model, workspace));
        Assert.NotEqual(first, Forward(model, workspace));
    }

    [Fact]
    public void BackwardAfterAnotherModelsForwardIsAnError()
    {
        NoisyLayer model = new(1), twin = new(1);
        LineModel line = new(1);
        Workspace workspace = new();
        float[] gradient = new float[4];
        Assert.Contains("call Forward on this workspace before Backward", Refused(workspace), StringComparison.Ordinal);
        Forward(model, workspace);
        model.Backward(workspace, new(gradient, [1, 4]));
        line.Forward(workspace, new([1, 2, 3], [1, 3]));
        Assert.Contains("it holds that of a LineModel", Refused(workspace), StringComparison.Ordinal);
        Forward(twin, workspace);
        Assert.Contains("it holds that of another instance", Refused(workspace), StringComparison.Ordinal);
        Forward(model, workspace);
        workspace.Floats(1_000_000); // a larger arena: what was in the old one is gone
        Refused(workspace);

        string Refused(Workspace on) => Assert.Throws<InvalidOperationException>(() => model.Backward(on, new(gradient, [1, 4]))).Message;
    }

    [Fact]
    public void ASecondBackwardOfOneForwardAddsTheSameGradients()
    {
        NormedImages model = new(1);
        RandomValues.Disturb(model.Store);
        Workspace workspace = new();
        model.Forward(workspace, new(RandomValues.Centred(3 * 72, 2), [3, 2, 6, 6]));
        float[] gradient = RandomValues.Centred(9, 3);
        model.Backward(workspace, new(gradient, [3, 3]));
        float[] once = model.Store.Gradients.ToArray();
        model.Store.ZeroGradients();
        model.Backward(workspace, new(gradient, [3, 3]));
        Assert.Equal(once, model.Store.Gradients.ToArray());
    }

    private static float[] Forward(NoisyLayer model, Workspace workspace)
    {
        float[] output = new float[4];
        model.Forward(workspace, new(s_input, [1, 8])).FlattenTo(output);
        return output;
    }

    /// <summary>A loop of one's own around <c>Forward</c> and <c>Backward</c>, as a GAN's is.</summary>
    private sealed class Loop(NoisyLayer model)
    {
        private readonly Workspace _workspace = new();
        private readonly Sgd _optimizer = new(model.Store, 0.1f);

        public ParameterStore Store => model.Store;

        public ulong RandomState
        {
            get => model.RandomState;
            set => model.RandomState = value;
        }

        public void Step()
        {
            float[] output = new float[4];
            model.Forward(_workspace, new(s_input, [1, 8])).FlattenTo(output);
            model.Backward(_workspace, new(output, [1, 4]));
            _optimizer.Step(clearGradients: true);
        }
    }
}
