using System;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model whose parameters, to a trainer, are the changes.</summary>
internal sealed class LoraTraining<TBatch>(Lora lora, ITrainable<TBatch> model) : ITrainable<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    public ParameterStore Store => lora.Store;

    public ulong RandomState { get => model.RandomState; set => model.RandomState = value; }

    public int Padding => model.Padding;

    public float ComputeGradients(TBatch batch)
    {
        lora.Apply();
        lora.SwitchFrozen();
        try
        {
            model.Store.ZeroGradients();
            float loss = model.ComputeGradients(batch);
            lora.Backward();
            return loss;
        }
        finally
        {
            lora.SwitchFrozen();
        }
    }

    public float ComputeLoss(TBatch batch)
    {
        lora.Apply();
        return model.ComputeLoss(batch);
    }

    public double TotalWeight(TBatch batch, Span<bool> counts = default) => model.TotalWeight(batch, counts);
}
