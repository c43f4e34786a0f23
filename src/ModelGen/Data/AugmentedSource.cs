using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>The images of another source, changed anew each time they are shown. The same seed and position give the same images, for any number of threads.</summary>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class AugmentedSource<TTarget> : IDataSource<float, TTarget>
    where TTarget : unmanaged
{
    private readonly IDataSource<Batch<float, TTarget>> _source;
    private readonly ImageAugmentation _augmentation;
    private readonly ThreadTeam _team;
    private readonly bool _isRandom;
    private readonly Batch<float, TTarget> _batch = new();
    private readonly int[] _shape = new int[4];
    private int[] _targetShape = [];

    /// <summary>Changes the images of <paramref name="source"/>.</summary>
    /// <param name="source">Batches of images [B, channels, height, width].</param>
    /// <param name="augmentation">What may happen to an image.</param>
    /// <param name="isRandom">False for images to judge by: nothing but a crop from the middle.</param>
    /// <param name="team">The threads; null: the shared team.</param>
    public AugmentedSource(IDataSource<Batch<float, TTarget>> source, ImageAugmentation augmentation, bool isRandom = true, ThreadTeam? team = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(augmentation);
        (_source, _augmentation, _isRandom, _team) = (source, augmentation, isRandom, team ?? ThreadTeam.Shared);
    }

    /// <inheritdoc/>
    public DataPosition Position
    {
        get => _source.Position;
        set => _source.Position = value;
    }

    /// <inheritdoc/>
    public long? BatchesPerEpoch => _source.BatchesPerEpoch;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The source's inputs are no images.</exception>
    public bool Next(Batch<float, TTarget> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DataPosition position = _source.Position;
        if (!_source.Next(_batch)) return false;
        ReadOnlySpan<nint> lengths = _batch.InputTensor.Lengths;
        if (lengths.Length != 4) throw new ShapeMismatchException(nameof(AugmentedSource<TTarget>), "input", Guard.Describe(lengths), "[B, channels, height, width]");
        int channels = (int)lengths[1], height = (int)lengths[2], width = (int)lengths[3];
        (int rows, int columns) = _augmentation.Size(height, width);
        (_shape[0], _shape[1], _shape[2], _shape[3]) = (_batch.Examples, channels, rows, columns);
        ReadOnlySpan<nint> targets = _batch.TargetTensor.Lengths;
        if (_targetShape.Length != targets.Length) _targetShape = new int[targets.Length];
        for (int i = 0; i < targets.Length; i++) _targetShape[i] = (int)targets[i];
        batch.Resize(_shape, _targetShape, weighted: !_batch.Weights.IsEmpty);
        _batch.Target.CopyTo(batch.Target);
        _batch.Weights.CopyTo(batch.Weights);
        ulong key = CounterRandom.Derive(position.Seed, (ulong)position.Calls);
        AugmentJob job = new(_augmentation, _batch.Input, batch.Input, channels, height, width, _batch.Examples, _isRandom ? key : null);
        _team.Run(ref job, _batch.Examples);
        return true;
    }

    private readonly ref struct AugmentJob(ImageAugmentation augmentation, ReadOnlySpan<float> images, Span<float> results, int channels, int height, int width, int examples, ulong? key) : IJob
    {
        private readonly ReadOnlySpan<float> _images = images;
        private readonly Span<float> _results = results;

        public void Execute(int task, int worker)
        {
            int image = _images.Length / examples, result = _results.Length / examples;
            augmentation.Apply(_images.Slice(task * image, image), _results.Slice(task * result, result), channels, height, width, key is ulong known ? CounterRandom.Derive(known, (ulong)task) : null);
        }
    }
}
