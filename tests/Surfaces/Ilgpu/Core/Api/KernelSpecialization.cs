namespace ILGPU.Runtime;

public readonly record struct KernelSpecialization(int? MaxNumThreadsPerGroup, int? MinNumGroupsPerMultiprocessor)
{
    public static readonly KernelSpecialization Empty;

    public bool IsCompatibleWith(Accelerator accelerator)
        => MaxNumThreadsPerGroup is not { } most || most <= accelerator.MaxNumThreadsPerGroup;
}
