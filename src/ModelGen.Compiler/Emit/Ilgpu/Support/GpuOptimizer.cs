using System;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>AdamW or SGD with its state on the device.</summary>
internal sealed class GpuOptimizer
{
    private readonly GpuDevice _device;
    private readonly GpuWeights _weights;
    private readonly GpuBuffer<float> _parts;
    private readonly GpuBuffer<float> _clip;
    private readonly GpuBuffer<float> _whole;
    private readonly GpuBuffer<float>? _first;
    private readonly GpuBuffer<float>? _second;
    private readonly float _beta1;
    private readonly float _beta2;
    private readonly float _epsilon;
    private readonly float _decay;
    private readonly bool _isAdam;
    private long _steps;

    private GpuOptimizer(GpuDevice device, GpuWeights weights, bool isAdam, float learningRate, float beta1, float beta2, float epsilon, float decay)
    {
        if (weights.Frozen is { } frozen)
        {
            throw new NotSupportedException($"'{frozen.Name}' is frozen, and the ILGPU target trains all parameters: unfreeze it, or train on the CPU");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfNegative(beta1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta1, 1);
        (_device, _weights, _isAdam) = (device, weights, isAdam);
        (LearningRate, _beta1, _beta2, _epsilon, _decay) = (learningRate, beta1, beta2, epsilon, decay);
        _parts = device.Allocate<float>(OptimizerKernels.Parts, "the norm of the gradients");
        _clip = device.Allocate<float>(2, "the norm of the gradients");
        _whole = device.Allocate<float>(2, "the norm of the gradients");
        _whole.Write([0f, 1f]);
        _first = isAdam || beta1 > 0 ? State() : null;
        _second = isAdam ? State() : null;
    }

    public float LearningRate { get; set; }

    public static GpuOptimizer AdamW(GpuDevice device, GpuWeights weights, float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta2, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        return new(device, weights, isAdam: true, learningRate, beta1, beta2, epsilon, weightDecay);
    }

    public static GpuOptimizer Sgd(GpuDevice device, GpuWeights weights, float learningRate, float momentum, float weightDecay) =>
        new(device, weights, isAdam: false, learningRate, momentum, 0, 0, weightDecay);

    /// <summary>The next update scales the gradients so that their norm is at most this. Waits for nothing.</summary>
    public void Clip(float maximum) => OptimizerKernels.Clip(_device, _weights.Gradients, _parts.View, _clip.View, _weights.Count, maximum);

    /// <summary>The norm that <see cref="Clip"/> found; waits for it.</summary>
    public float Norm()
    {
        Span<float> norm = stackalloc float[1];
        _clip.Read(norm);
        return norm[0];
    }

    /// <summary>Updates the weights and clears the gradients; a clipped norm that is not finite leaves the weights as they are.</summary>
    public void Update(bool isClipped)
    {
        ArrayView<float> clip = isClipped ? _clip.View : _whole.View;
        _steps++;
        if (_isAdam)
        {
            float stepSize = (float)(LearningRate / (1 - Math.Pow(_beta1, _steps)));
            float inverseRoot = (float)(1 / Math.Sqrt(1 - Math.Pow(_beta2, _steps)));
            float shrink = (float)(1 - ((double)LearningRate * _decay));
            OptimizerKernels.AdamW(_device, _weights.Values, _weights.Gradients, _first!.View, _second!.View, clip, _weights.Count, _beta1, _beta2, stepSize, inverseRoot, _epsilon, shrink);
        }
        else
        {
            OptimizerKernels.Sgd(_device, _weights.Values, _weights.Gradients, _first is null ? _device.Empty : _first.View, clip, _weights.Count, LearningRate, _beta1, _decay);
        }

        _weights.Changed();
    }

    public void Free()
    {
        foreach (GpuBuffer<float>? buffer in new[] { _parts, _clip, _whole, _first, _second })
        {
            buffer?.Dispose();
        }
    }

    private GpuBuffer<float> State()
    {
        GpuBuffer<float> state = _device.Allocate<float>(_weights.Count, "the optimizer's state");
        state.Clear();
        return state;
    }
}
