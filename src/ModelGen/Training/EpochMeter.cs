using System;
using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>Where training stands within its epochs. Part of checkpoints, so that a resumed epoch has the mean of all its batches.</summary>
internal sealed class EpochMeter : ITrainingState
{
    private double _lossSum;

    /// <summary>Epochs that have ended.</summary>
    public long Ended { get; private set; }

    /// <summary>Batches of the epoch that runs.</summary>
    public long Batches { get; private set; }

    /// <summary>The weight of the targets that counted in it.</summary>
    public double Weight { get; private set; }

    /// <summary>The mean loss of the epoch that runs; NaN before its first batch.</summary>
    public float Loss => Weight == 0 ? float.NaN : (float)(_lossSum / Weight);

    public string Name => "epoch";

    public IReadOnlyList<OptimizerState> Buffers => [];

    public ulong[] Numbers
    {
        get
        {
            ulong sum = BitConverter.DoubleToUInt64Bits(_lossSum);
            return [(ulong)Ended, (ulong)Batches, BitConverter.DoubleToUInt64Bits(Weight), sum >> 32, (uint)sum];
        }

        set => (Ended, Batches, Weight, _lossSum) = ((long)value[0], (long)value[1], BitConverter.UInt64BitsToDouble(value[2]), BitConverter.UInt64BitsToDouble((value[3] << 32) | (uint)value[4]));
    }

    public void Add(float loss, double weight)
    {
        Batches++;
        Weight += weight;
        if (weight > 0) _lossSum += loss * weight;
    }

    /// <summary>The epoch has ended.</summary>
    public void End()
    {
        Ended++;
        Restart();
    }

    /// <summary>Other data begins: with it the epoch does.</summary>
    public void Restart() => (_lossSum, Batches, Weight) = (0, 0, 0);
}
