using System;

namespace ModelGen.Gpu;

/// <summary>
/// Dynamic scaling of the loss (Micikevicius et al. 2018, arXiv:1710.03740, section 3.2), with the numbers of PyTorch's <c>GradScaler</c>: binary16 ends at 2^-24, below which gradients are
/// lost. They are multiplied where they are rounded and their products divided, so what lies in memory is never scaled.
/// </summary>
internal sealed class LossScale
{
    private const float First = 65536;
    private const int Patience = 2000;

    private readonly GpuTensors _tensors;
    private int _good;

    public LossScale(GpuTensors tensors)
    {
        _tensors = tensors;
        _tensors.Scale = First;
    }

    public float Value
    {
        get => _tensors.Scale;
        set
        {
            if (!(value > 0) || !float.IsFinite(1 / value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The scale of the loss must be positive and finite");
            }

            (_tensors.Scale, _good) = (value, 0);
        }
    }

    /// <summary>Whether a lower scale may help where gradients are not finite.</summary>
    public bool CanShrink => Value > 1;

    /// <summary>Half after gradients that were not finite, twice after 2,000 updates without any.</summary>
    /// <returns>Whether the gradients are good for an update.</returns>
    public bool Accepts(float norm)
    {
        if (float.IsFinite(norm))
        {
            _good++;
            if (_good == Patience)
            {
                Value *= 2;
            }

            return true;
        }

        if (CanShrink)
        {
            Value /= 2;
        }

        return false;
    }
}
