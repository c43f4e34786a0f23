using System.Collections.Generic;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>A model's parameters and gradients on the device, laid out as its <see cref="ParameterStore"/>; beside them what is no parameter, such as running statistics.</summary>
internal sealed class GpuWeights
{
    private readonly GpuDevice _device;
    private readonly ParameterStore _store;
    private readonly GpuBuffer<float> _values;
    private readonly Dictionary<string, GpuBuffer<float>> _statistics = [];
    private GpuBuffer<float>? _gradients;

    public GpuWeights(GpuDevice device, ParameterStore store)
    {
        (_device, _store) = (device, store);
        _values = device.Allocate<float>(store.Values.Length, "the weights");
        Count = store.Values.Length;
        foreach (Parameter tensor in store.Tensors)
        {
            if (tensor.IsBuffer)
            {
                _statistics.Add(tensor.Name, device.Allocate<float>(tensor.Count, "running statistics"));
            }
        }

        Upload(store);
    }

    public int Count { get; }

    public ArrayView<float> Values => _values.View;

    /// <summary>Allocated, as zeros, when first asked for.</summary>
    public ArrayView<float> Gradients => (_gradients ?? AllocateGradients()).View;

    public ArrayView<float> Value(Parameter parameter) => parameter.IsBuffer ? _statistics[parameter.Name].View : _values.View.SubView(parameter.Offset, parameter.Count);

    public ArrayView<float> Gradient(Parameter parameter) => Gradients.SubView(parameter.Offset, parameter.Count);

    /// <summary>The first parameter that is frozen; null: none.</summary>
    public Parameter? Frozen
    {
        get
        {
            foreach (Parameter parameter in _store.Parameters)
            {
                if (parameter.IsFrozen)
                {
                    return parameter;
                }
            }

            return null;
        }
    }

    /// <summary>Another number after each change, for what is derived from the weights.</summary>
    public long Version { get; private set; }

    public void Upload(ParameterStore store)
    {
        _values.Write(store.Values);
        foreach (Parameter tensor in store.Tensors)
        {
            if (tensor.IsBuffer)
            {
                _statistics[tensor.Name].Write(tensor.Value);
            }
        }

        Changed();
    }

    /// <summary>To be called after a kernel has written the weights.</summary>
    public void Changed() => Version++;

    public void Download(ParameterStore store)
    {
        _values.Read(store.Values);
        foreach (Parameter tensor in store.Tensors)
        {
            if (tensor.IsBuffer)
            {
                _statistics[tensor.Name].Read(tensor.Value);
            }
        }
    }

    public void DownloadGradients(ParameterStore store)
    {
        if (_gradients is null)
        {
            AllocateGradients();
        }

        _gradients!.Read(store.Gradients);
    }

    public void ClearGradients()
    {
        if (_gradients is not null)
        {
            _gradients.Clear();
        }
    }

    private GpuBuffer<float> AllocateGradients()
    {
        _gradients = _device.Allocate<float>(Count, "the gradients");
        _gradients.Clear();
        return _gradients;
    }
}
