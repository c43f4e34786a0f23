using Xunit;

// The shared team of threads is the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
