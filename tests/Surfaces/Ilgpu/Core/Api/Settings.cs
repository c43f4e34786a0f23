namespace ILGPU
{
    public enum OptimizationLevel
    {
        Debug = 0,
        O0 = 0,
        Release = 1,
        O1 = 1,
        O2 = 2,
    }

    public enum MathMode
    {
        Default = 0,
        Fast = 1,
        Fast32BitOnly = 2,
    }

    public enum CachingMode
    {
        Default = 0,
        NoKernelCaching = 1,
        NoLaunchCaching = 2,
        Disabled = 3,
    }
}

namespace ILGPU.Runtime
{
    public enum AcceleratorType
    {
        CPU = 0,
        Cuda = 1,
        OpenCL = 2,
    }
}

namespace ILGPU.Runtime.CPU
{
    public enum CPUAcceleratorMode
    {
        Auto = 0,
        Sequential = 1,
        Parallel = 2,
    }

    public enum CPUDeviceKind
    {
        Default = 0,
        Nvidia = 1,
        AMD = 2,
        LegacyAMD = 3,
        Intel = 4,
    }
}
