using Xunit;

// Live tensors are counted per process, and libtorch has threads of its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
